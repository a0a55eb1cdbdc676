internal import Glibc

/// A growable array of plain values that keeps its room from question to question.
///
/// Inner loops reserve first, write through ``base`` and then say how far they came. What would not
/// fit the budget is refused before it is allocated, and the buffer stays as it was.
@safe struct Buffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int
    /// Elements in use.
    private(set) var count = 0
    private let budget: ScratchBudget

    init(_ budget: ScratchBudget) {
        self.budget = budget
        capacity = 64
        unsafe base = UnsafeMutablePointer.allocate(capacity: capacity)
        budget.takeEmpty(Buffer.bytes(capacity))
    }

    deinit {
        unsafe base.deallocate()
        budget.giveBack(Buffer.bytes(capacity))
    }

    /// Makes room for `more` elements after those in use; pointers taken before are void then.
    @inline(__always)
    mutating func reserve(_ more: Int) throws(QueryError) {
        if capacity &- count < more { try grow(count + more) }
    }

    @inline(never)
    private mutating func grow(_ needed: Int) throws(QueryError) {
        let larger = max(needed, capacity + capacity / 2)
        try budget.take(Buffer.bytes(larger))
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        unsafe moved.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = moved
        budget.giveBack(Buffer.bytes(capacity))
        capacity = larger
    }

    /// Adds one element.
    @inline(__always)
    mutating func append(_ element: Element) throws(QueryError) {
        try reserve(1)
        unsafe base[count] = element
        count &+= 1
    }

    /// Says how many elements are in use after writing through ``base``.
    @inline(__always)
    mutating func setCount(_ count: Int) {
        assert(count >= 0 && count <= capacity, "written beyond the room reserved")
        self.count = count
    }

    /// Forgets the elements and keeps the room.
    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Makes it `count` elements long, all of them `element`.
    mutating func reset(to element: Element, count: Int) throws(QueryError) {
        self.count = 0
        try reserve(count)
        unsafe base.update(repeating: element, count: count)
        self.count = count
    }

    /// The element at a place; checked in debug builds only, searches live on it.
    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count, "no such element")
            return unsafe base[index]
        }
        set {
            assert(index >= 0 && index < count, "no such element")
            unsafe base[index] = newValue
        }
    }

    /// Gives the room back.
    mutating func release() { self = Buffer(budget) }

    private static func bytes(_ capacity: Int) -> Int { capacity * MemoryLayout<Element>.stride }
}

/// One number per node, zero at first; pages that no search touches cost no memory.
@safe final class NodeMarks {
    /// The numbers, one per node.
    let base: UnsafeMutablePointer<UInt32>
    /// Nodes.
    let count: Int

    init(count: Int) {
        guard let room = unsafe calloc(max(count, 1), MemoryLayout<UInt32>.stride) else {
            preconditionFailure("no memory for \(count) marks")
        }
        // Marks are read in no order: large pages spare most of the address look-ups.
        let page = 2 << 20
        let first = (Int(bitPattern: room) + page - 1) / page * page
        let end = (Int(bitPattern: room) + count * MemoryLayout<UInt32>.stride) / page * page
        if first < end {
            _ = unsafe madvise(
                UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
        }
        unsafe base = room.bindMemory(to: UInt32.self, capacity: max(count, 1))
        self.count = count
    }

    /// Bytes of address space held; a page counts once it was touched.
    var bytes: Int { count * MemoryLayout<UInt32>.stride }

    /// Sets every mark to zero.
    func clear() { unsafe base.update(repeating: 0, count: count) }

    deinit { unsafe free(base) }
}
