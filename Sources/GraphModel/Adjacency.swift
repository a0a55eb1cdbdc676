/// Neighbour lists of one relation in one direction.
///
/// Block layout, in native byte order (`docs/data-file.md`):
/// ```
/// u32 start[4097]    index of each list's first neighbour, in words from the start of the block
/// u16 cast[4096]     typed relations only: leading credits of type actor or actress,
///                    65,535 when there are that many or more
/// u32 neighbour[E]   dense ids, list after list
/// u8  type[E]        typed relations only: the credit type of each neighbour
/// ```
/// - Complexity: a list is two dependent loads away; nothing here allocates.
@safe public struct Adjacency: Sendable {
    @usableFromInline let table: BlockTable
    /// Nodes that have a list, empty ones included.
    public let nodeCount: Int
    /// Whether edges carry credit types.
    public let isTyped: Bool

    /// Words before the first neighbour of a block.
    public static func headerWords(isTyped: Bool) -> Int {
        Schema.nodesPerBlock + 1 + (isTyped ? Schema.nodesPerBlock / 2 : 0)
    }

    /// The stored cast count that says "look at the types".
    public static let castCountMax = 65_535

    /// Wraps the blocks of a relation.
    public init(table: BlockTable, nodeCount: Int, isTyped: Bool) {
        self.table = table
        self.nodeCount = nodeCount
        self.isTyped = isTyped
    }

    @unsafe @inlinable @inline(__always)
    func words(_ node: UInt32) -> UnsafePointer<UInt32> {
        assert(Int(node) < nodeCount, "no such node")
        return unsafe table.block(Schema.block(of: node)).assumingMemoryBound(to: UInt32.self)
    }

    /// Where the start of a node's list is stored, for inner loops that prefetch.
    @unsafe @inlinable @inline(__always)
    public func startAddress(_ node: UInt32) -> UnsafePointer<UInt32> {
        unsafe words(node) + Schema.slot(of: node)
    }

    /// Where the cast count of a node is stored, for inner loops that prefetch; typed relations
    /// only.
    @unsafe @inlinable @inline(__always)
    public func castCountAddress(_ node: UInt32) -> UnsafePointer<UInt16> {
        unsafe UnsafeRawPointer(words(node) + Schema.nodesPerBlock + 1)
            .assumingMemoryBound(to: UInt16.self) + Schema.slot(of: node)
    }

    /// All neighbours of a node.
    @inlinable @inline(__always)
    public func list(_ node: UInt32) -> NeighborList {
        let block = unsafe words(node)
        let slot = Schema.slot(of: node)
        let start = unsafe Int(block[slot])
        return unsafe NeighborList(base: block + start, count: Int(block[slot + 1]) - start)
    }

    /// Which of 64 nodes have neighbours: bit n is that of node `64 * word + n`; those beyond the
    /// last node have none.
    @inlinable @inline(__always)
    public func nonempty(word: Int) -> UInt64 {
        let starts = unsafe startAddress(UInt32(truncatingIfNeeded: word &* 64))
        var nodes: UInt64 = 0
        for place in 0..<64 where unsafe starts[place] != starts[place + 1] {
            nodes |= 1 &<< UInt64(place)
        }
        return nodes
    }

    /// The neighbours reached by a credit of type actor or actress: the head of the list.
    @inlinable @inline(__always)
    public func castList(_ node: UInt32) -> NeighborList {
        let block = unsafe words(node)
        let slot = Schema.slot(of: node)
        let start = unsafe Int(block[slot])
        let counts = unsafe UnsafeRawPointer(block + Schema.nodesPerBlock + 1)
            .assumingMemoryBound(to: UInt16.self)
        let count = unsafe Int(counts[slot])
        guard count < Adjacency.castCountMax else {
            let range = range(node, RoleGroup.cast.codes)
            return unsafe NeighborList(base: block + start + range.lowerBound, count: range.count)
        }
        return unsafe NeighborList(base: block + start, count: count)
    }

    /// The credit types of a node's neighbours, in the order of the list; typed relations only.
    @inlinable
    public func types(_ node: UInt32) -> TypeList {
        precondition(isTyped, "relation has no types")
        let block = unsafe words(node)
        let slot = Schema.slot(of: node)
        let start = unsafe Int(block[slot])
        let end = unsafe Int(block[Schema.nodesPerBlock])
        let header = Schema.nodesPerBlock + 1 + Schema.nodesPerBlock / 2
        let types = unsafe UnsafeRawPointer(block + end).assumingMemoryBound(to: UInt8.self)
        return unsafe TypeList(
            base: types + (start - header), count: Int(block[slot + 1]) - start)
    }

    /// The places in a node's list whose type code lies in `codes`.
    ///
    /// - Complexity: O(log list) by binary search; lists are sorted by type.
    @inlinable
    public func range(_ node: UInt32, _ codes: Range<UInt8>) -> Range<Int> {
        let types = types(node)
        let low = types.lowerBound(codes.lowerBound)
        return low..<max(low, types.lowerBound(codes.upperBound))
    }

    /// The neighbours whose type code lies in `codes`.
    @inlinable
    public func list(_ node: UInt32, _ codes: Range<UInt8>) -> NeighborList {
        let range = range(node, codes)
        return list(node).slice(range)
    }
}

/// Dense ids of neighbours, borrowed from a block.
@safe public struct NeighborList: RandomAccessCollection, @unchecked Sendable {  // const memory
    @usableFromInline let base: UnsafePointer<UInt32>
    /// Number of neighbours.
    public let count: Int

    @unsafe @inlinable @inline(__always)
    init(base: UnsafePointer<UInt32>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// Always 0.
    @inlinable public var startIndex: Int { 0 }
    /// Equal to ``count``.
    @inlinable public var endIndex: Int { count }

    /// The neighbour at a place; checked in debug builds only, this is the inner loop.
    @inlinable @inline(__always)
    public subscript(index: Int) -> UInt32 {
        assert(index >= 0 && index < count, "no such neighbour")
        return unsafe base[index]
    }

    /// A part of the list.
    @inlinable
    public func slice(_ range: Range<Int>) -> NeighborList {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "no such slice")
        return unsafe NeighborList(base: base + range.lowerBound, count: range.count)
    }

    /// The memory itself, for inner loops that prefetch.
    @unsafe @inlinable @inline(__always)
    public var baseAddress: UnsafePointer<UInt32> { unsafe base }
}

/// Credit type codes of a neighbour list, borrowed from a block.
@safe public struct TypeList: RandomAccessCollection, @unchecked Sendable {  // const memory
    @usableFromInline let base: UnsafePointer<UInt8>
    /// Number of types.
    public let count: Int

    @unsafe @inlinable
    init(base: UnsafePointer<UInt8>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// Always 0.
    @inlinable public var startIndex: Int { 0 }
    /// Equal to ``count``.
    @inlinable public var endIndex: Int { count }

    /// The type code at a place.
    @inlinable
    public subscript(index: Int) -> UInt8 {
        assert(index >= 0 && index < count, "no such edge")
        return unsafe base[index]
    }

    /// The first place whose code is not below `code`.
    ///
    /// - Complexity: O(log n), without a branch that depends on the codes.
    @inlinable @inline(__always)
    public func lowerBound(_ code: UInt8) -> Int {
        guard count > 0 else { return 0 }
        var low = 0
        var rest = count
        while rest > 1 {
            let half = rest / 2
            low &+= unsafe base[low &+ half &- 1] < code ? half : 0
            rest &-= half
        }
        return unsafe low &+ (base[low] < code ? 1 : 0)
    }

    /// The memory itself, for inner loops that prefetch.
    @unsafe @inlinable @inline(__always)
    public var baseAddress: UnsafePointer<UInt8> { unsafe base }
}

/// Collects neighbour lists of consecutive nodes and writes them in the block layout.
public struct AdjacencyBlockBuilder: ~Copyable {
    private let isTyped: Bool
    private var starts = GrowableBuffer<UInt32>()
    private var castCounts = GrowableBuffer<UInt16>()
    private var neighbors = GrowableBuffer<UInt32>()
    private var types = GrowableBuffer<UInt8>()

    /// Makes an empty builder; see ``Adjacency`` for the layout.
    public init(isTyped: Bool) { self.isTyped = isTyped }

    /// Edges so far.
    public var edgeCount: Int { neighbors.count }

    /// Lists so far.
    public var listCount: Int { starts.count }

    /// Adds an edge to the list that is being collected; `type` is ignored by untyped relations.
    @inline(__always)
    public mutating func append(_ neighbor: UInt32, type: UInt8 = 0) {
        neighbors.append(neighbor)
        if isTyped { types.append(type) }
    }

    /// Ends the list of the next node.
    public mutating func endList() {
        precondition(starts.count < Schema.nodesPerBlock, "block is full")
        let start = starts.isEmpty ? 0 : Int(endOfLastList)
        starts.append(UInt32(start))
        if isTyped {
            var count = 0
            while start + count < types.count, types[start + count] < 2 { count += 1 }
            castCounts.append(UInt16(min(count, Adjacency.castCountMax)))
        }
        endOfLastList = UInt32(neighbors.count)
    }
    private var endOfLastList: UInt32 = 0

    /// The neighbours in the list that is being collected.
    @unsafe package var openList: UnsafeBufferPointer<UInt32> {
        let start = starts.isEmpty ? 0 : Int(endOfLastList)
        return unsafe UnsafeBufferPointer(rebasing: neighbors.elements[start...])
    }

    /// The bytes of the block; nodes without a list get an empty one.
    ///
    /// The builder is empty then.
    public mutating func finish() -> [UInt8] {
        let header = Adjacency.headerWords(isTyped: isTyped)
        while types.count % 4 != 0 { types.append(0) }
        let slots = Schema.nodesPerBlock
        while starts.count <= slots { starts.append(endOfLastList) }
        while isTyped && castCounts.count < slots { castCounts.append(0) }
        for slot in 0...slots { starts[slot] += UInt32(header) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity((header + neighbors.count) * 4 + types.count)
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(starts.elements))
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(castCounts.elements))
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(neighbors.elements))
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(types.elements))
        starts.removeAll()
        castCounts.removeAll()
        neighbors.removeAll()
        types.removeAll()
        endOfLastList = 0
        return bytes
    }

    /// The block of nodes that all have empty lists.
    public static func emptyBlock(isTyped: Bool) -> [UInt8] {
        var builder = AdjacencyBlockBuilder(isTyped: isTyped)
        return builder.finish()
    }
}
