/// A stream of random numbers, SplitMix64: the same seed gives the same numbers everywhere.
///
/// Only operations that IEEE 754 rounds exactly are used, no logarithms or powers of the C library.
package struct Random: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// 64 random bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Random.scramble(state)
    }

    /// A number in `0..<bound`.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number in 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True once in `1 / probability` times.
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// A number in `0..<bound` that prefers small ones: the first tenth gets a share of 0.1^(1/5).
    mutating func skewed(_ bound: Int) -> Int {
        let part = unit()
        let square = part * part
        return Int(Double(bound) * (square * square * part))
    }

    /// A number in `0..<bound`, small ones somewhat preferred.
    mutating func leaning(_ bound: Int) -> Int {
        let part = unit()
        return Int(Double(bound) * (part * part))
    }

    /// A count of 0 or more with a mean, geometric, cut at 40.
    mutating func count(mean: Double) -> Int {
        let more = mean / (1 + mean)
        var count = 0
        while count < 40, chance(more) { count += 1 }
        return count
    }

    /// An index of `weights`, by weight; `total` is their sum.
    mutating func pick(_ weights: [Double], total: Double) -> Int {
        var place = unit() * total
        for (index, weight) in weights.enumerated() {
            place -= weight
            if place < 0 { return index }
        }
        return weights.count - 1
    }

    /// Bits that depend on all bits of the two numbers.
    static func mix(_ left: UInt64, _ right: Int) -> UInt64 {
        scramble(scramble(left) ^ (UInt64(truncatingIfNeeded: right) &* 0xD6E8_FEB8_6659_FD93))
    }

    private static func scramble(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

/// Keeps a kind of event near its share of all events: the further behind, the likelier.
///
/// Counts so stay in proportion at every scale, whatever the heavy tails do.
struct Quota {
    let rate: Double
    private var owed = 0.0
    /// Events that are owed before one is sure to be taken.
    private let window = 200.0

    init(rate: Double) { self.rate = rate }

    /// Counts events of which `rate` are to be taken.
    mutating func count(_ events: Int) { owed += rate * Double(events) }

    /// Counts an event as taken that had to be.
    mutating func charge() { owed -= 1 }

    /// Whether to take this one.
    mutating func take(_ random: inout Random) -> Bool {
        guard random.chance(owed / window) else { return false }
        owed -= 1
        return true
    }
}

/// Chooses exactly `wanted` of `total`, each as likely, one after the other (Knuth's algorithm S).
struct ExactSample {
    private var wanted: Int
    private var left: Int

    init(_ wanted: Int, of total: Int) {
        precondition(wanted >= 0 && wanted <= total, "\(wanted) of \(total)")
        self.wanted = wanted
        left = total
    }

    mutating func takes(_ random: inout Random) -> Bool {
        let taken = random.below(left) < wanted
        left -= 1
        if taken { wanted -= 1 }
        return taken
    }
}
