internal import Glibc
internal import Synchronization

/// Runs two pieces of work on two threads and waits for both.
///
/// - Throws: The error of the first that failed, in the order given.
func concurrently<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws(LoadError) -> First,
    _ second: @escaping @Sendable () throws(LoadError) -> Second
) throws(LoadError) -> (First, Second) {
    let job = Job(second)
    var thread: pthread_t = 0
    let context = unsafe Unmanaged.passUnretained(job).toOpaque()
    let code = unsafe pthread_create(
        &thread, nil,
        { context in
            guard let context = unsafe context else { return nil }
            unsafe Unmanaged<AnyJob>.fromOpaque(context).takeUnretainedValue().run()
            return nil
        }, context)
    let isThreaded = code == 0
    if !isThreaded { job.run() }
    let outcome: Result<First, LoadError>
    do throws(LoadError) { outcome = .success(try first()) } catch { outcome = .failure(error) }
    if isThreaded { pthread_join(thread, nil) }
    return (try outcome.get(), try job.result())
}

/// What a thread runs, without its type.
private class AnyJob {
    func run() {}
}

private final class Job<Value: Sendable>: AnyJob {
    private let body: @Sendable () throws(LoadError) -> Value
    private let outcome = Mutex<Result<Value, LoadError>?>(nil)

    init(_ body: @escaping @Sendable () throws(LoadError) -> Value) { self.body = body }

    override func run() {
        let done: Result<Value, LoadError>
        do throws(LoadError) { done = .success(try body()) } catch { done = .failure(error) }
        outcome.withLock { $0 = done }
    }

    func result() throws(LoadError) -> Value {
        guard let done = outcome.withLock({ $0 }) else { preconditionFailure("joined before") }
        return try done.get()
    }
}
