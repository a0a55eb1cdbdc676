import Foundation

/// How much the random tests try: usually seconds' worth, with `COSTAR_TEST_LONG=1` (`make
/// test-long`) minutes' worth.
public enum Effort {
    /// Whether this is a long run.
    public static let isLong = ProcessInfo.processInfo.environment["COSTAR_TEST_LONG"] == "1"

    /// The seed that `COSTAR_SEED` gives, for a run that repeats another.
    public static let seed = ProcessInfo.processInfo.environment["COSTAR_SEED"].flatMap(UInt64.init)

    /// How often to try something.
    public static func rounds(_ usual: Int, long: Int) -> Int { isLong ? long : usual }

    /// The seeds that a random test runs with: some from 1 on, or as many from ``seed`` on in a
    /// long run, or ``seed`` alone.
    public static func seeds(_ usual: Int, long: Int) -> [UInt64] {
        guard let seed else { return (1...UInt64(rounds(usual, long: long))).map { $0 } }
        return (0..<(isLong ? UInt64(long) : 1)).map { seed &+ $0 }
    }
}
