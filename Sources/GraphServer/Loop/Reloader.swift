internal import GraphStore
internal import Synchronization

/// Watches the data directory on a thread of its own: opening a generation holds up nobody.
///
/// It looks every ``Limits/reloadIntervalMs`` and whenever it is woken (SIGHUP).
final class Reloader: Sendable {
    private let source: ReloadingGraphSource
    private let pool: WorkerPool
    private let intervalMs: Int
    private let note: @Sendable (String) -> Void
    private let wakeUp = Semaphore()
    private let isStopped = Atomic<Bool>(false)
    private let thread = Mutex<Thread?>(nil)

    init(
        _ source: ReloadingGraphSource, pool: WorkerPool, intervalMs: Int,
        note: @escaping @Sendable (String) -> Void
    ) {
        self.source = source
        self.pool = pool
        self.intervalMs = intervalMs
        self.note = note
    }

    /// Starts the thread.
    func start() throws(ServerError) {
        let started = try Thread.start { [self] in watch() }
        thread.withLock { $0 = started }
    }

    /// Looks at once; from any thread.
    func wake() { wakeUp.post() }

    /// Ends the thread and waits for it.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        wakeUp.post()
        thread.withLock { $0.take() }?.join()
    }

    private func watch() {
        var lastProblem: StoreError?
        while true {
            wakeUp.wait(atMostMs: intervalMs)
            if isStopped.load(ordering: .relaxed) { return }
            do throws(StoreError) {
                if let handle = try source.refresh() {
                    pool.releaseGraphs()
                    note("serving \(handle.generation) now")
                }
                lastProblem = nil
            } catch {
                // Told once, not twice a second.
                if error != lastProblem {
                    let kept = source.current().generation
                    note("cannot serve the new generation, \(kept) stays: \(error)")
                }
                lastProblem = error
            }
        }
    }
}
