/// Unsigned LEB128: seven bits a byte, low bits first, high bit set on all but the last.
public enum VariableInteger {
    /// Appends a number; at most five bytes.
    @inlinable
    package static func append(_ value: UInt32, to bytes: inout GrowableBuffer<UInt8>) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

/// Reads bytes one after the other; every read is checked against the end.
@safe public struct ByteReader {
    private var next: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    /// Reads `count` bytes from `base`; they must outlive the reader.
    @unsafe public init(_ base: UnsafePointer<UInt8>, count: Int) {
        unsafe next = base
        unsafe end = base + count
    }

    /// Bytes left.
    public var remaining: Int { unsafe end - next }

    /// The next byte, nil at the end.
    public mutating func byte() -> UInt8? {
        guard unsafe next < end else { return nil }
        defer { unsafe next += 1 }
        return unsafe next.pointee
    }

    /// The next LEB128 number; nil when cut off or longer than 32 bits.
    public mutating func variable() -> UInt32? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = byte() {
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return UInt32(exactly: value) }
            shift += 7
            if shift > 28 { return nil }
        }
        return nil
    }

    /// The next `count` bytes, nil when there are fewer.
    public mutating func text(_ count: Int) -> Text? {
        guard count >= 0, remaining >= count else { return nil }
        defer { unsafe next += count }
        return unsafe Text(base: next, count: count)
    }
}
