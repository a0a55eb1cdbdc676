internal import Glibc

/// A lock, and a signal that what it guards has changed.
///
/// Who waits sleeps, so that another thread may use the core meanwhile: the library's `Mutex` spins
/// as long as the holder runs, which took 2.5 % of a load on two cores.
@safe package final class Monitor: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>

    /// Nobody holds the lock.
    package init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe changed = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(changed, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
        unsafe changed.deallocate()
    }

    /// Runs `body` while nobody else holds the lock.
    package func locked<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Gives the lock away until ``signal()``; for whoever holds it, in a loop that looks again.
    package func wait() { unsafe pthread_cond_wait(changed, mutex) }

    /// Wakes everyone who waits; for whoever holds the lock.
    package func signal() { unsafe pthread_cond_broadcast(changed) }
}
