internal import Glibc

/// What the parsers ask of borrowed bytes.
extension Span<UInt8> {
    /// Where `byte` is first found at or after `start`.
    ///
    /// - Source: `memchr(3)`.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard start < count else { return nil }
        return unsafe withUnsafeBufferPointer { bytes in  // the pointer stays in here
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, Int32(byte), bytes.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    /// Whether these bytes are UTF-8; ASCII is told without a decoder.
    var isUTF8: Bool {
        var highBits: UInt8 = 0
        for index in indices { highBits |= self[index] }
        if highBits < 0x80 { return true }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: self)
            return true
        } catch {
            return false
        }
    }
}

extension [UInt8] {
    /// Appends a copy of borrowed bytes.
    mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
