internal import CSystem
internal import Glibc

/// Counts what may be taken: threads wait while there is nothing.
@safe package final class Semaphore: @unchecked Sendable {  // `sem_t` is made for many threads
    private let semaphore: UnsafeMutablePointer<sem_t>

    /// Nothing to take yet.
    package init() {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe sem_init(semaphore, 0, 0)
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    /// Adds one.
    package func post() { unsafe sem_post(semaphore) }

    /// Takes one if there is one within some milliseconds.
    package func wait(atMostMs: Int) {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        time.tv_sec += atMostMs / 1_000
        time.tv_nsec += atMostMs % 1_000 * 1_000_000
        if time.tv_nsec >= 1_000_000_000 {
            time.tv_sec += 1
            time.tv_nsec -= 1_000_000_000
        }
        unsafe sem_timedwait(semaphore, &time)  // in time, too late or interrupted: all the same
    }

    /// Takes one, waits for it if need be.
    func wait() { while unsafe sem_wait(semaphore) != 0 {} }  // a signal may interrupt it
}
