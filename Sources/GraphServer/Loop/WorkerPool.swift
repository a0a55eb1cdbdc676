internal import GraphQuery
internal import GraphStore
internal import Synchronization

/// A search that a connection waits for.
struct SearchJob: Sendable {
    /// Number of the connection.
    let connection: Int
    /// The question.
    let words: RequestWords
    /// What stands around its answer.
    let frame: ReplyFrame
    /// Where the answer goes.
    let inbox: Inbox
}

/// The threads that search, and the searches that wait for them; in order of arrival.
final class WorkerPool: Sendable {
    private struct State: Sendable {
        /// Waiting from `head` on, with the numbers they were given.
        var queue: [(number: Int, job: SearchJob)] = []
        var head = 0
        var nextNumber = 0
        /// By worker: the job it runs.
        var running: [Int?]
        var isClosed = false
        /// Rises when the graph was swapped.
        var swaps = 0

        var waiting: Int { queue.count - head }

        mutating func takeFirst() -> (number: Int, job: SearchJob)? {
            guard head < queue.count else { return nil }
            let first = queue[head]
            head += 1
            if head == queue.count {
                queue.removeAll(keepingCapacity: true)
                head = 0
            } else if head > 1_024 {
                queue.removeFirst(head)
                head = 0
            }
            return first
        }
    }

    private let status: ServerStatus
    private let state: Mutex<State>
    private let available = Semaphore()
    /// By worker; raised under the lock only, so that it never stops the next search.
    private let flags: [CancelFlag]
    /// One a thread: used by it while it runs a job, and under the lock while it does not.
    private let workers: [Worker]
    private let threads = Mutex<[Thread]>([])

    /// A pool without threads.
    init(_ status: ServerStatus, threads count: Int) {
        self.status = status
        let flags = (0..<count).map { _ in CancelFlag() }
        self.flags = flags
        workers = flags.map { Worker(cancelFlag: $0) }
        state = Mutex(State(running: [Int?](repeating: nil, count: count)))
    }

    /// Starts the threads.
    func start() throws(ServerError) {
        for index in flags.indices {
            let thread = try Thread.start { [self] in work(index) }
            threads.withLock { $0.append(thread) }
        }
    }

    /// Puts a search in the queue.
    ///
    /// - Returns: Its number, nil when ``Limits/searchQueueMax`` are waiting.
    func submit(_ job: SearchJob) -> Int? {
        let number: Int? = state.withLock { state in
            guard state.waiting < status.limits.searchQueueMax else { return nil }
            state.nextNumber += 1
            state.queue.append((state.nextNumber, job))
            return state.nextNumber
        }
        if number != nil { available.post() }
        return number
    }

    /// Stops a search whose client has gone: it is forgotten or ends soon.
    func cancel(_ number: Int) {
        state.withLock { state in
            if let worker = state.running.firstIndex(of: number) {
                flags[worker].raise()
            } else if let place = state.queue[state.head...].firstIndex(where: {
                $0.number == number
            }) {
                state.queue.remove(at: place)
            }
        }
    }

    /// Lets idle workers let go of the generation they searched last; busy ones do so when they
    /// are done.
    func releaseGraphs() {
        state.withLock { state in
            state.swaps += 1
            for (index, number) in state.running.enumerated() where number == nil {
                workers[index].releaseGraph()
            }
        }
    }

    /// Stops all searches and ends the threads.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.queue.removeAll()
            state.head = 0
            for (worker, number) in state.running.enumerated() where number != nil {
                flags[worker].raise()
            }
        }
        for _ in flags { available.post() }
        for thread in threads.withLock({ $0 }) { thread.join() }
    }

    private func work(_ index: Int) {
        let worker = workers[index]
        var swaps = 0
        var writer = ReplyWriter(.json)
        while true {
            available.wait()
            let taken: SearchJob? = state.withLock { state in
                guard let first = state.takeFirst() else { return nil }
                flags[index].lower()
                state.running[index] = first.number
                swaps = state.swaps
                return first.job
            }
            guard let job = taken else {
                // Closed, or the search was cancelled while it waited.
                if state.withLock({ $0.isClosed }) { return }
                continue
            }
            let error = job.frame.reply(into: &writer) { writer throws(RequestError) in
                try status.questions.execute(job.words, worker: worker, into: &writer)
            }
            if error != nil { status.statistics.errors.add() }
            state.withLock { state in
                state.running[index] = nil
                if state.swaps != swaps { worker.releaseGraph() }
            }
            job.inbox.post(.answered(connection: job.connection, reply: writer.take()))
        }
    }
}
