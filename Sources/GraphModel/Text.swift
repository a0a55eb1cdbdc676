/// UTF-8 bytes borrowed from a block: valid as long as the graph they came from.
@safe public struct Text: @unchecked Sendable {  // const memory
    @usableFromInline let base: UnsafePointer<UInt8>?
    /// Length in bytes.
    public let count: Int

    /// Wraps bytes that outlive every use of this value.
    @unsafe @inlinable
    public init(base: UnsafePointer<UInt8>?, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// The memory itself.
    @unsafe @inlinable
    public var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base, count: count)
    }

    /// A copy as a string.
    public var string: String { unsafe String(decoding: bytes, as: UTF8.self) }

    /// The bytes as a copy.
    public var array: [UInt8] { unsafe Array(bytes) }

    /// Byte order (memcmp, shorter first): below 0, 0 or above 0.
    @inlinable
    public func compare(_ other: Text) -> Int {
        let common = min(count, other.count)
        for index in 0..<common {
            let difference = unsafe Int(bytes[index]) - Int(other.bytes[index])
            if difference != 0 { return difference }
        }
        return count - other.count
    }
}

/// One text property of every node of a label.
///
/// Block layout:
/// ```
/// u32 entry[4097]   bits 0-29: where the text starts in the heap; bit 31: absent;
///                   bit 30: equal to the primary title (originalTitle only)
/// u8  heap[]        texts without separators; entry[4096] holds its length
/// ```
@safe public struct TextView: Sendable {
    private let table: BlockTable

    /// Bit of an entry: the node has no such text.
    public static let absentBit: UInt32 = 1 << 31
    /// Bit of an entry: the text is that of the primary title.
    public static let sameBit: UInt32 = 1 << 30
    /// Bits of an entry that hold the start.
    public static let startMask: UInt32 = (1 << 30) - 1
    /// Bytes of the entries before the heap.
    public static let headerBytes = (Schema.nodesPerBlock + 1) * 4

    /// What is stored for a node.
    public enum Stored: Sendable {
        case absent
        /// As the primary title.
        case same
        case text(Text)
    }

    /// Wraps the blocks of a text column.
    public init(table: BlockTable) { self.table = table }

    /// Bytes of the texts of some nodes.
    ///
    /// - Complexity: O(blocks).
    public func byteCount(_ nodes: Range<UInt32>) -> Int {
        guard let last = nodes.last else { return 0 }
        var count = 0
        for block in Schema.block(of: nodes.lowerBound)...Schema.block(of: last) {
            let entries = unsafe table.block(block).assumingMemoryBound(to: UInt32.self)
            let isFirst = block == Schema.block(of: nodes.lowerBound)
            let isLast = block == Schema.block(of: last)
            let start = isFirst ? Schema.slot(of: nodes.lowerBound) : 0
            let end = isLast ? Schema.slot(of: last) + 1 : Schema.nodesPerBlock
            count +=
                unsafe Int(entries[end] & TextView.startMask)
                - Int(entries[start] & TextView.startMask)
        }
        return count
    }

    /// The text of a node.
    ///
    /// - Complexity: O(1), no copy.
    public func stored(_ node: UInt32) -> Stored {
        let block = unsafe table.block(Schema.block(of: node))
        let entries = unsafe block.assumingMemoryBound(to: UInt32.self)
        let slot = Schema.slot(of: node)
        let entry = unsafe entries[slot]
        if entry & TextView.absentBit != 0 { return .absent }
        if entry & TextView.sameBit != 0 { return .same }
        let start = Int(entry & TextView.startMask)
        let end = unsafe Int(entries[slot + 1] & TextView.startMask)
        let heap = unsafe (block + TextView.headerBytes).assumingMemoryBound(to: UInt8.self)
        return unsafe .text(Text(base: heap + start, count: end - start))
    }
}

/// Collects the texts of consecutive nodes and writes them in the layout of ``TextView``.
public struct TextBlockBuilder: ~Copyable {
    private var entries = GrowableBuffer<UInt32>()
    private var heap = GrowableBuffer<UInt8>()

    /// Makes an empty builder.
    public init() {}

    /// Texts so far.
    public var count: Int { entries.count }

    /// Adds the next node's text, nil when absent.
    @unsafe public mutating func append(_ text: UnsafeBufferPointer<UInt8>?) {
        let start = UInt32(heap.count)
        guard let text = unsafe text else { return entries.append(start | TextView.absentBit) }
        entries.append(start)
        unsafe heap.append(contentsOf: text)
    }

    /// Adds "as the primary title".
    public mutating func appendSame() { entries.append(UInt32(heap.count) | TextView.sameBit) }

    /// The bytes of the block; nodes not added are absent.
    ///
    /// The builder is empty then.
    public mutating func finish() -> [UInt8] {
        precondition(entries.count <= Schema.nodesPerBlock, "block is full")
        precondition(heap.count <= Int(TextView.startMask), "heap of a block is full")
        let end = UInt32(heap.count)
        while entries.count < Schema.nodesPerBlock { entries.append(end | TextView.absentBit) }
        entries.append(end)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(TextView.headerBytes + heap.count)
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(entries.elements))
        unsafe bytes.append(contentsOf: heap.elements)
        entries.removeAll()
        heap.removeAll()
        return bytes
    }

    /// The block in which every text is absent.
    public static func emptyBlock() -> [UInt8] {
        var builder = TextBlockBuilder()
        return builder.finish()
    }
}
