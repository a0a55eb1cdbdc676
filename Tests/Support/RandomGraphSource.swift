/// A reproducible source of random numbers (SplitMix64).
package struct RandomGraphSource: RandomNumberGenerator {
    private var state: UInt64

    /// The numbers of a seed.
    package init(seed: UInt64) { state = seed }

    /// The seed of this run: `COSTAR_SEED` when set, else a fixed one, so that runs repeat.
    package static var environmentSeed: UInt64 { Effort.seed ?? 20_250_101 }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Below `bound`.
    package mutating func number(below bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &self)
    }

    /// True once in `times`.
    package mutating func oneIn(_ times: Int) -> Bool { number(below: times) == 0 }

    /// One of some values.
    package mutating func pick<Value>(_ values: [Value]) -> Value {
        values[number(below: values.count)]
    }

    /// Different numbers, in no order.
    package mutating func distinctNumbers(_ count: Int, below bound: UInt32) -> [UInt32] {
        var found = Set<UInt32>()
        while found.count < count { found.insert(UInt32.random(in: 1..<bound, using: &self)) }
        return found.sorted().shuffled(using: &self)
    }
}
