internal import CEvent
internal import CSystem
internal import Glibc

/// The base of one loop: libevent's wait for descriptors, timers and signals.
///
/// Everything of a base happens on the thread that runs it; other threads wake it through a
/// descriptor, so libevent needs no locks.
@safe final class EventBase {
    fileprivate let raw: OpaquePointer

    init() throws(ServerError) {
        let config = unsafe event_config_new()
        defer { unsafe event_config_free(config) }
        unsafe event_config_set_flag(config, Int32(EVENT_BASE_FLAG_NOLOCK.rawValue))
        guard let raw = unsafe event_base_new_with_config(config) else {
            throw .system(code: errno, trying: "making an event loop")
        }
        unsafe self.raw = unsafe raw
    }

    /// Every source holds its base, so none is left.
    deinit { unsafe event_base_free(raw) }

    /// Calls the sources' bodies until ``stop()``.
    func run() { unsafe event_base_dispatch(raw) }

    /// Ends ``run()`` after the body that calls this.
    func stop() { unsafe event_base_loopbreak(raw) }
}

/// Something that happens on a loop's thread: a descriptor is ready, time passed, a signal came.
@safe final class EventSource {
    /// What happened, or what is waited for.
    struct Events: OptionSet {
        let rawValue: Int16
        static let read = Events(rawValue: Int16(EV_READ))
        static let write = Events(rawValue: Int16(EV_WRITE))
        static let signal = Events(rawValue: Int16(EV_SIGNAL))
        static let timer = Events(rawValue: Int16(EV_TIMEOUT))
        /// Tell each change once instead of as long as it lasts.
        static let edge = Events(rawValue: Int16(EV_ET))
    }

    private let base: EventBase
    private let event: OpaquePointer
    private let number: Int32
    private let body: (Events) -> Void

    /// A source that waits for nothing yet; `number` is a descriptor, a signal or -1.
    init(
        _ base: EventBase, _ number: Int32, _ body: @escaping (Events) -> Void
    ) throws(ServerError) {
        guard let event = unsafe event_new(base.raw, number, 0, nil, nil) else {
            throw .system(code: ENOMEM, trying: "making an event")
        }
        self.base = base
        unsafe self.event = unsafe event
        self.number = number
        self.body = body
    }

    deinit { unsafe event_free(event) }  // deletes it first

    /// Waits for these events from now on, again and again, every `intervalMs` for a timer.
    func wait(for events: Events, intervalMs: Int? = nil) {
        stop()
        // The event is deleted whenever this object goes, so the pointer to it cannot dangle.
        unsafe event_assign(
            event, base.raw, number, events.rawValue | Int16(EV_PERSIST), EventSource.callback,
            Unmanaged.passUnretained(self).toOpaque())
        guard let intervalMs else {
            unsafe event_add(event, nil)
            return
        }
        var interval = timeval(
            tv_sec: intervalMs / 1_000, tv_usec: intervalMs % 1_000 * 1_000)
        unsafe event_add(event, &interval)
    }

    /// Waits for nothing; the descriptor may be closed then.
    func stop() { unsafe event_del(event) }

    /// Calls the body with these events when the loop has looked at the others.
    func activate(_ events: Events) { unsafe event_active(event, Int32(events.rawValue), 1) }

    private static let callback: event_callback_fn = { _, events, context in
        guard let context = unsafe context else { return }
        let source = unsafe Unmanaged<EventSource>.fromOpaque(context).takeUnretainedValue()
        // The body may let go of its own source.
        withExtendedLifetime(source) { source.body(Events(rawValue: events)) }
    }
}
