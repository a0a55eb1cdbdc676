internal import CInflate

/// CRC-32C, by which a changed byte anywhere in a data file is found.
enum Checksum {
    /// The checksum of bytes, continued from that of the bytes before them.
    static func of(_ bytes: UnsafeRawBufferPointer, after before: UInt32 = 0) -> UInt32 {
        guard let base = bytes.baseAddress else { return before }
        return unsafe costar_checksum(
            base.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count), before)
    }
}
