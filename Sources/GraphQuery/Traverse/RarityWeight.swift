internal import Glibc

/// How much it says that two nodes share a neighbour: 1 / ln of how many neighbours that one has.
///
/// Weights are whole multiples of 2⁻³², so that a sum does not depend on the order of its parts,
/// and equal sums are equal.
struct RarityWeight {
    /// Multiples in 1.
    static let one = 4_294_967_296.0

    private var known: [UInt64] = []

    /// The weight of a neighbour with `degree` neighbours of its own, 2 or more.
    mutating func of(_ degree: Int) -> UInt64 {
        precondition(degree >= 2, "a shared neighbour has two neighbours")
        while known.count <= min(degree, 4_095) {
            known.append(known.count < 2 ? 0 : RarityWeight.weight(known.count))
        }
        return degree < known.count ? known[degree] : RarityWeight.weight(degree)
    }

    private static func weight(_ degree: Int) -> UInt64 {
        UInt64((one / log(Double(degree))).rounded())
    }
}
