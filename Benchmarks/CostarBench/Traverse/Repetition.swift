internal import Glibc
import GraphModel
import GraphQuery
import GraphStore

/// The same questions again and again, on a thread of their own.
final class Repetition: @unchecked Sendable {  // one thread at a time
    static let rounds = 3
    /// What the last run took of the thread, in nanoseconds.
    private(set) var nanoseconds = 0
    private let traversal: Traversal
    private let pairs: [(start: UInt32, end: UInt32)]

    init(_ graph: any GraphReading, _ pairs: [(start: UInt32, end: UInt32)]) {
        traversal = Traversal(graph)
        self.pairs = pairs
    }

    func run() {
        let scope = Scope(roles: .all)
        let start = threadNanoseconds()
        for _ in 0..<Repetition.rounds {
            for pair in pairs {
                let answer = try? traversal.degrees(
                    from: pair.start, to: pair.end, in: scope, titlesMax: nil, counting: false,
                    chainsMax: nil)
                precondition(answer != nil, "a question without limits has an answer")
            }
        }
        nanoseconds = threadNanoseconds() - start
    }
}

extension Sequence<Repetition> {
    /// Runs each on a thread of its own and waits for all.
    func concurrentlyRun() {
        let threads = map { repetition in
            guard let thread = try? Thread({ repetition.run() }) else {
                preconditionFailure("no thread could be made")
            }
            return thread
        }
        for thread in threads { thread.join() }
    }
}
