import Foundation
import GraphStore
import Synchronization
import Testing

/// Goal: jobs are done in their order, no more of them wait than may, and an end is one.
@Suite struct SerialWorkerTests {
    @Test func jobsAreDoneInOrderAndFewWait() {
        let worker = SerialWorker(costMax: 10)
        defer { worker.end() }
        let done = Mutex<[Int]>([])
        var mostWaiting = 0
        for job in 0..<1_000 {
            worker.add(cost: 4) { done.withLock { $0.append(job) } }
            mostWaiting = max(mostWaiting, job + 1 - done.withLock(\.count))
        }
        worker.drain()
        #expect(done.withLock { $0 } == Array(0..<1_000))
        // Two that cost 4 each fit into 10; a third may be done and not counted yet.
        #expect(mostWaiting <= 3)
    }

    @Test func aJobThatCostsMoreThanAllWaitsAlone() {
        let worker = SerialWorker(costMax: 10)
        defer { worker.end() }
        let count = Atomic<Int>(0)
        for _ in 0..<10 { worker.add(cost: 1_000) { count.add(1, ordering: .relaxed) } }
        worker.drain()
        let done = count.load(ordering: .relaxed)
        #expect(done == 10)
    }

    /// Others keep adding meanwhile: a drain that waited for theirs too might never end.
    @Test func aDrainWaitsForWhatCameBefore() async {
        let worker = SerialWorker(costMax: 100)
        let isOver = Atomic<Bool>(false)
        async let others: Void = {
            while !isOver.load(ordering: .relaxed) { worker.add(cost: 1) { usleep(100) } }
        }()
        for _ in 0..<20 {
            let flag = Atomic<Bool>(false)
            worker.add(cost: 1) { flag.store(true, ordering: .relaxed) }
            worker.drain()
            let isDone = flag.load(ordering: .relaxed)
            #expect(isDone)
        }
        isOver.store(true, ordering: .relaxed)
        await others
        worker.end()
    }

    @Test func whatWaitsAtTheEndIsForgotten() {
        let worker = SerialWorker(costMax: 100)
        let started = DispatchSemaphore(value: 0)
        let count = Atomic<Int>(0)
        worker.add(cost: 1) {
            started.signal()
            usleep(100_000)
            count.add(1, ordering: .relaxed)
        }
        started.wait()
        for _ in 0..<5 { worker.add(cost: 1) { count.add(1, ordering: .relaxed) } }
        worker.end()
        worker.add(cost: 1) { count.add(1, ordering: .relaxed) }
        worker.drain()
        let done = count.load(ordering: .relaxed)
        #expect(done == 1, "the running one is done, the others are not")
    }
}
