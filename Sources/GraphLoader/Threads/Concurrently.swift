internal import GraphStore
internal import Synchronization

/// Says to every thread of a load that one of them has failed.
final class StopFlag: Sendable {
    private let isSet = Atomic<Bool>(false)

    /// Stops what goes on beside when `body` fails.
    func guarding<Value>(_ body: () throws(LoadError) -> Value) throws(LoadError) -> Value {
        do throws(LoadError) { return try body() } catch {
            isSet.store(true, ordering: .relaxed)
            throw error
        }
    }

    /// Throws ``LoadError/stopped`` once something has failed.
    func check() throws(LoadError) {
        if isSet.load(ordering: .relaxed) { throw .stopped }
    }
}

/// Runs two pieces of work, the second on a thread of its own, and waits for both.
///
/// When one fails, the other ends at its next look at the flag.
///
/// - Throws: The error of the one that failed, of the first when both did;
///   ``LoadError/noThread(reason:)``: one may wait for the other, so they cannot take turns.
func concurrently<First, Second: Sendable>(
    _ stop: StopFlag,
    _ first: () throws(LoadError) -> First,
    _ second: @escaping @Sendable () throws(LoadError) -> Second
) throws(LoadError) -> (First, Second) {
    let job = Job { () throws(LoadError) in try stop.guarding(second) }
    let thread: Thread
    do throws(Thread.Refusal) {
        thread = try Thread { job.run() }
    } catch {
        throw .noThread(reason: error.reason)
    }
    let outcome: Result<First, LoadError>
    do throws(LoadError) {
        outcome = .success(try stop.guarding(first))
    } catch {
        outcome = .failure(error)
    }
    thread.join()
    if case .failure(.stopped) = outcome { _ = try job.result() }
    return (try outcome.get(), try job.result())
}

/// What a thread does, and what came of it.
private final class Job<Value: Sendable>: Sendable {
    private let body: @Sendable () throws(LoadError) -> Value
    private let outcome = Mutex<Result<Value, LoadError>?>(nil)

    init(_ body: @escaping @Sendable () throws(LoadError) -> Value) { self.body = body }

    func run() {
        let done: Result<Value, LoadError>
        do throws(LoadError) { done = .success(try body()) } catch { done = .failure(error) }
        outcome.withLock { $0 = done }
    }

    func result() throws(LoadError) -> Value {
        guard let done = outcome.withLock({ $0 }) else { preconditionFailure("joined before") }
        return try done.get()
    }
}
