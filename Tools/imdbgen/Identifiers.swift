/// Numbers of titles or people, in the text order of their ids.
///
/// Seven digits, padded with zeros, or eight: `tt1000000`, `tt10000000`, …, `tt10000009`,
/// `tt1000001`. A scale below 1 takes the beginning of every ten thousand seven-digit prefixes, so
/// that ids lie as close to each other and spread as far as the real ones.
enum Identifiers {
    private static let block = 10_000

    /// Exactly `count` numbers of `1...max`.
    ///
    /// - Complexity: O(max).
    static func choose(
        _ count: Int, max: Int, scale: Scale, _ random: inout Random
    ) -> [UInt32] {
        let max = Int(Double(max) * Swift.max(1, scale.factor))
        let share = Int((Double(block) * scale.factor).rounded(.up))
        var candidates = 0
        walk(max: max, share: share) { _ in candidates += 1 }
        var sample = ExactSample(count, of: candidates)
        var numbers: [UInt32] = []
        numbers.reserveCapacity(count)
        walk(max: max, share: share) { number in
            if sample.takes(&random) { numbers.append(UInt32(number)) }
        }
        return numbers
    }

    /// Calls `body` with every number that the scale leaves, in text order.
    private static func walk(max: Int, share: Int, _ body: (Int) -> Void) {
        for prefix in 0...Swift.min(max, 9_999_999) where prefix % block < share {
            if prefix > 0 { body(prefix) }
            guard prefix >= 1_000_000 else { continue }
            for number in prefix * 10..<prefix * 10 + 10 where number <= max { body(number) }
        }
    }
}
