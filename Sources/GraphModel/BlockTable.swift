/// Where each block of a table starts in memory: one pointer per block, missing blocks point to a
/// shared block that stands for "nothing here".
///
/// A node's data is then two loads away. The pointers stay valid as long as the graph that handed
/// the table out is alive; every view below shares this rule, and whoever keeps a view keeps the
/// graph too.
@safe public struct BlockTable: @unchecked Sendable {  // immutable memory behind const pointers
    @usableFromInline let pointers: UnsafePointer<UnsafeRawPointer>
    /// Number of blocks.
    public let count: Int

    /// Wraps a pointer array that outlives every use of this table.
    @unsafe public init(pointers: UnsafePointer<UnsafeRawPointer>, count: Int) {
        unsafe self.pointers = pointers
        self.count = count
    }

    /// The first byte of a block.
    @unsafe @inlinable @inline(__always)
    public func block(_ index: Int) -> UnsafeRawPointer {
        assert(index >= 0 && index < count, "no such block")
        return unsafe pointers[index]
    }
}

/// Owns block memory and pointer arrays for views that are not read from a file.
@safe public final class BlockArena: @unchecked Sendable {  // mutated only while it is built
    private var allocations: [UnsafeMutableRawPointer] = unsafe []
    private var pointerArrays: [UnsafeMutablePointer<UnsafeRawPointer>] = unsafe []

    /// Makes an empty arena.
    public init() {}

    /// Copies one block; its bytes live as long as the arena, aligned to 64.
    @unsafe public func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer {
        let room = UnsafeMutableRawPointer.allocate(
            byteCount: max(bytes.count, 64), alignment: 64)
        if let base = bytes.baseAddress {
            unsafe room.copyMemory(from: base, byteCount: bytes.count)
        }
        unsafe allocations.append(room)
        return UnsafeRawPointer(room)
    }

    /// Makes a table of block pointers; it lives as long as the arena.
    @unsafe public func table(_ blocks: [UnsafeRawPointer]) -> BlockTable {
        let array = unsafe UnsafeMutablePointer<UnsafeRawPointer>.allocate(
            capacity: max(blocks.count, 1))
        for index in unsafe blocks.indices { unsafe (array + index).initialize(to: blocks[index]) }
        unsafe pointerArrays.append(array)
        return unsafe BlockTable(pointers: UnsafePointer(array), count: blocks.count)
    }

    /// Copies whole blocks and makes their table.
    public func table(copying blocks: [[UInt8]]) -> BlockTable {
        let pointers = unsafe blocks.map { bytes in
            unsafe bytes.withUnsafeBytes { unsafe copy($0) }
        }
        return unsafe table(pointers)
    }

    deinit {
        unsafe allocations.forEach { unsafe $0.deallocate() }
        unsafe pointerArrays.forEach { unsafe $0.deallocate() }
    }
}
