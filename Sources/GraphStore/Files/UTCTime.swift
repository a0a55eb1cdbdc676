internal import Glibc

/// Moments as people and programs read them everywhere: `2026-11-20T16:09:11Z`.
package enum UTCTime {
    /// The moment some seconds after 1970 began.
    package static func text(_ seconds: Int) -> String {
        var moment = time_t(seconds)
        var text = [UInt8](repeating: 0, count: 32)
        let count = unsafe text.withUnsafeMutableBytes { room in
            var parts = unsafe tm()
            unsafe gmtime_r(&moment, &parts)
            return unsafe strftime(room.baseAddress, room.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        }
        return String(decoding: text[..<count], as: UTF8.self)
    }

    /// Now.
    package static func now() -> String { text(time(nil)) }
}
