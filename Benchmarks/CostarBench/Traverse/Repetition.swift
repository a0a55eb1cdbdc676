internal import Glibc
import GraphModel
import GraphQuery

/// The same questions again and again, on a thread of their own.
final class Repetition {
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
            var thread = pthread_t()
            let context = unsafe Unmanaged.passRetained(repetition).toOpaque()
            let status = unsafe pthread_create(
                &thread, nil,
                { context in
                    guard let context = unsafe context else { return nil }
                    unsafe Unmanaged<Repetition>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, context)
            precondition(status == 0, "no thread could be made")
            return thread
        }
        for thread in threads { pthread_join(thread, nil) }
    }
}
