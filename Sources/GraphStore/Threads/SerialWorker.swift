/// Runs jobs one after the other, in the order in which they come, on a thread of its own.
///
/// Whoever has a job waits only when too much is waiting already, so memory stays bounded. When the
/// system gives no thread, whoever has a job does it.
package final class SerialWorker: @unchecked Sendable {  // what changes: under `monitor`
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
    /// Nil when the system gave none.
    private var thread: Thread?

    /// Starts the thread, which holds the object until ``end()``.
    ///
    /// - Parameter costMax: What jobs that wait may cost together; one that costs more waits alone.
    package init(costMax: Int) {
        self.costMax = costMax
        thread = try? Thread { [self] in run() }
    }

    /// Has a job done; not after ``end()``.
    package func add(cost jobCost: Int, _ job: @escaping @Sendable () -> Void) {
        guard thread != nil else { return job() }
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

    /// Ends the thread after the running job and forgets the jobs that wait; to be called once.
    package func end() {
        monitor.locked {
            hasEnded = true
            waiting.removeAll()
            monitor.signal()
        }
        thread?.join()
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
