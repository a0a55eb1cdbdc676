internal import Glibc

/// A thread of its own: blocking work stays off Swift's cooperative pool.
@safe package final class Thread: Sendable {
    private let handle: pthread_t

    /// The system gives no thread.
    package struct Refusal: Error {
        /// `EAGAIN`, mostly.
        package let code: Int32

        /// The code in words.
        package var reason: String { unsafe String(cString: strerror(code)) }
    }

    private final class Start {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread.
    ///
    /// - Source: `pthread_create(3)`.
    package init(_ body: @escaping @Sendable () -> Void) throws(Refusal) {
        var handle = pthread_t()
        let start = unsafe Unmanaged.passRetained(Start(body))
        let code = unsafe pthread_create(
            &handle, nil,
            { start in
                guard let start = unsafe start else { return nil }
                // The thread takes over the reference that the line above gave away.
                unsafe Unmanaged<Start>.fromOpaque(start).takeRetainedValue().body()
                return nil
            }, start.toOpaque())
        guard code == 0 else {
            unsafe start.release()
            throw Refusal(code: code)
        }
        self.handle = handle
    }

    /// Waits until the thread has ended; once per thread.
    package func join() { pthread_join(handle, nil) }
}
