internal import Glibc

/// Runs jobs one after the other, in the order in which they come, on a thread of its own.
///
/// Whoever has a job waits only when too much is waiting already, so memory stays bounded. When the
/// system gives no thread, whoever has a job does it.
@safe package final class SerialWorker: @unchecked Sendable {  // what changes: under `monitor`
    private struct Job {
        let cost: Int
        let run: @Sendable () -> Void
    }

    private let costMax: Int
    private let monitor = Monitor()
    private var waiting: [Job] = []
    /// What the jobs cost that are not done yet, the running one included.
    private var cost = 0
    /// Jobs that came and jobs that are done, since the beginning.
    private var (added, done) = (0, 0)
    private var hasEnded = false
    private var thread: pthread_t?
    /// Whether there was a thread from the beginning.
    private var isThreaded = false

    /// Starts the thread, which holds the object until ``end()``.
    ///
    /// - Parameter costMax: What jobs that wait may cost together; one that costs more waits alone.
    package init(costMax: Int) {
        self.costMax = costMax
        var started = pthread_t()
        let held = unsafe Unmanaged.passRetained(self)
        let code = unsafe pthread_create(
            &started, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<SerialWorker>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, held.toOpaque())
        isThreaded = code == 0
        if isThreaded { thread = started } else { unsafe held.release() }
    }

    /// Has a job done; not after ``end()``.
    package func add(cost jobCost: Int, _ job: @escaping @Sendable () -> Void) {
        guard isThreaded else { return job() }
        monitor.locked {
            while cost > 0 && cost + jobCost > costMax && !hasEnded { monitor.wait() }
            guard !hasEnded else { return }
            waiting.append(Job(cost: jobCost, run: job))
            cost += jobCost
            added += 1
            monitor.signal()
        }
    }

    /// Waits until every job is done that has come by now.
    package func drain() {
        monitor.locked {
            let wanted = added
            while done < wanted && !hasEnded { monitor.wait() }
        }
    }

    /// Ends the thread when the running job is done; those that wait are forgotten.
    package func end() {
        monitor.locked {
            hasEnded = true
            waiting.removeAll()
            monitor.signal()
        }
        if let thread { pthread_join(thread, nil) }
        thread = nil
    }

    private func run() {
        while let job = next() {
            job.run()
            monitor.locked {
                cost -= job.cost
                done += 1
                monitor.signal()
            }
        }
    }

    private func next() -> Job? {
        monitor.locked {
            while waiting.isEmpty && !hasEnded { monitor.wait() }
            return hasEnded ? nil : waiting.removeFirst()
        }
    }
}
