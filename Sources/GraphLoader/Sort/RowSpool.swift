/// Variable-length records in arrival order, in memory that never moves.
///
/// A record starts with its length in bytes (`u32`); fields are stored unaligned.
@safe final class RowSpool: @unchecked Sendable {  // filled by one thread, then read by many
    private static let chunkBytes = 1 << 22
    private var chunks: [(base: UnsafeMutableRawPointer, used: Int, size: Int)] = unsafe []
    /// Where chunks come from, as long as it has room.
    private let file: SpillFile?
    /// Chunks that come from the file: the first ones.
    private var fileChunks = 0
    /// Records so far.
    private(set) var count = 0

    /// An empty spool, in memory or in a file as far as that has room.
    init(_ file: SpillFile? = nil) { self.file = file }

    deinit {
        for index in unsafe chunks.indices.dropFirst(fileChunks) {
            unsafe chunks[index].base.deallocate()
        }
    }

    /// Room for one record of `byteCount` bytes, its length already written; valid as long as the
    /// spool.
    @unsafe func append(_ byteCount: Int) -> UnsafeMutableRawPointer {
        count += 1
        if unsafe chunks.isEmpty
            || chunks[chunks.count - 1].used + byteCount > chunks[chunks.count - 1].size
        {
            let size = max(RowSpool.chunkBytes, byteCount)
            if let base = unsafe file?.allocate(size) {
                fileChunks += 1
                unsafe chunks.append((base, 0, size))
            } else {
                let base = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
                unsafe chunks.append((base, 0, size))
            }
        }
        let last = unsafe chunks.count - 1
        let record = unsafe chunks[last].base + chunks[last].used
        unsafe chunks[last].used += byteCount
        unsafe record.storeBytes(of: UInt32(byteCount), as: UInt32.self)
        return unsafe record
    }

    /// Calls `body` with every record in arrival order.
    @unsafe func forEach(_ body: (UnsafeMutableRawPointer) -> Void) {
        for index in unsafe chunks.indices {
            let (base, used, _) = unsafe chunks[index]
            var offset = 0
            while offset < used {
                let record = unsafe base + offset
                unsafe body(record)
                offset += unsafe Int(record.loadUnaligned(as: UInt32.self))
            }
        }
    }
}
