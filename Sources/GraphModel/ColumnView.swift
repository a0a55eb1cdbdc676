/// One fixed-width property of every node of a label.
///
/// A block of a column group holds its columns one after the other, each 4,096 values wide; see
/// ``ColumnGroup`` and ``Column/blockOffset``.
@safe public struct ColumnView: Sendable {
    @usableFromInline let table: BlockTable
    @usableFromInline let offset: Int
    @usableFromInline let width: Int
    /// The stored value that means absent.
    public let absent: UInt32

    /// A view of one column over the blocks of its group.
    public init(table: BlockTable, column: Column) {
        self.table = table
        offset = column.blockOffset
        width = column.width
        absent = column.absent
    }

    /// The value as stored, ``absent`` included.
    ///
    /// - Complexity: O(1), two loads.
    @inlinable @inline(__always)
    public func stored(_ node: UInt32) -> UInt32 {
        let slot = Schema.slot(of: node)
        let values = unsafe table.block(Schema.block(of: node)) + offset
        switch width {
        case 1: return unsafe UInt32(values.load(fromByteOffset: slot, as: UInt8.self))
        case 2: return unsafe UInt32(values.load(fromByteOffset: slot * 2, as: UInt16.self))
        default: return unsafe values.load(fromByteOffset: slot * 4, as: UInt32.self)
        }
    }

    /// The value, or nil when absent.
    @inlinable
    public subscript(node: UInt32) -> UInt32? {
        let value = stored(node)
        return value == absent ? nil : value
    }
}

/// Collects the rows of one block of a column group.
public struct ColumnBlockBuilder: ~Copyable {
    private let group: ColumnGroup
    private let offsets: [Int]
    private var bytes: GrowableBuffer<UInt8>

    /// A block in which everything is absent.
    public init(_ group: ColumnGroup) {
        self.group = group
        offsets = Column.allCases.map { $0.group == group ? $0.blockOffset : -1 }
        bytes = GrowableBuffer(capacity: group.blockBytes)
        clear()
    }

    /// Stores one value; it must fit the column and differ from "absent" by meaning only.
    @inline(__always)
    public mutating func set(_ column: Column, slot: Int, to value: UInt32) {
        let width = column.width
        let offset = offsets[Int(column.rawValue)]
        precondition(offset >= 0 && slot < Schema.nodesPerBlock, "not in this block")
        let place = unsafe UnsafeMutableRawPointer(bytes.pointer(to: offset + slot * width))
        switch width {
        case 1: unsafe place.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
        case 2: unsafe place.storeBytes(of: UInt16(truncatingIfNeeded: value), as: UInt16.self)
        default: unsafe place.storeBytes(of: value, as: UInt32.self)
        }
    }

    /// The bytes of the block; the builder is empty then.
    public mutating func finish() -> [UInt8] {
        let done = Array(bytes)
        clear()
        return done
    }

    private mutating func clear() {
        bytes.removeAll()
        unsafe bytes.appendRoom(group.blockBytes).update(
            repeating: 0xFF, count: group.blockBytes)
    }

    /// The block in which everything is absent.
    public static func emptyBlock(_ group: ColumnGroup) -> [UInt8] {
        [UInt8](repeating: 0xFF, count: group.blockBytes)
    }
}
