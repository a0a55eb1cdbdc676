import Foundation
import Testing

/// Waits until something holds; false when it does not within twenty seconds.
func waitUntil(_ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(20)
    while !condition() {
        if ContinuousClock.now > end { return false }
        usleep(5_000)
    }
    return true
}

/// What a client does again and again, so that a time limit of the server must not strike.
///
/// The limit can strike rightly when the machine held up this process for longer than that. Such a
/// run says nothing, so it is given up with ``TooSlow`` whatever came out.
struct Rhythm {
    /// The machine was too busy to tell.
    struct TooSlow: Error {}

    private let limit: Duration
    private var last = ContinuousClock.now

    /// Begins now; the limit is the server's.
    init(limitMs: Int) { limit = .milliseconds(limitMs) }

    /// Acts once; the server has seen the act before at the earliest when that began.
    mutating func beat<Value>(_ action: () throws -> Value) throws -> Value {
        let before = last
        last = .now
        let outcome = Result { try action() }
        if before.duration(to: .now) >= limit { throw TooSlow() }
        return try outcome.get()
    }
}

/// Runs a test with a time limit of half a second, and with longer ones while the machine is too
/// busy for that; fails when even eight seconds are too short.
func withTimeLimit(_ test: (_ limitMs: Int) throws -> Void) throws {
    for limitMs in [500, 1_000, 2_000, 4_000, 8_000] {
        do {
            return try test(limitMs)
        } catch is Rhythm.TooSlow {
            print("too busy for a limit of \(limitMs) ms, once more")
        }
    }
    Issue.record("the machine is too busy for this test")
}
