internal import Glibc

/// Numbers or bytes in memory that grows, for the inner loops of a load.
///
/// What an array does besides is left out: nobody shares the memory, so nothing is counted or
/// asked before a write, which an array does for every element of a loop it cannot see through.
@usableFromInline @safe package struct GrowableBuffer<Element: BitwiseCopyable>: ~Copyable {
    /// Elements so far.
    @usableFromInline package internal(set) var count = 0
    @usableFromInline var capacity: Int
    @usableFromInline var base: UnsafeMutablePointer<Element>

    /// Makes an empty buffer with room for some elements.
    package init(capacity: Int = 16) {
        self.capacity = capacity
        unsafe base = GrowableBuffer.room(nil, capacity)
    }

    deinit { unsafe free(base) }

    /// Whether there are no elements.
    @inlinable @inline(__always)
    package var isEmpty: Bool { count == 0 }

    /// The elements, valid until the next one is added.
    @unsafe @inlinable @inline(__always)
    package var elements: UnsafeMutableBufferPointer<Element> {
        unsafe UnsafeMutableBufferPointer(start: base, count: count)
    }

    /// Where an element lies, until the next one is added.
    @unsafe @inlinable @inline(__always)
    package func pointer(to place: Int) -> UnsafeMutablePointer<Element> {
        precondition(place >= 0 && place < count, "no such element")
        return unsafe base + place
    }

    /// The element at a place; checked in debug builds only, this is the inner loop.
    @inlinable @inline(__always)
    package subscript(place: Int) -> Element {
        get {
            assert(place >= 0 && place < count, "no such element")
            return unsafe base[place]
        }
        set {
            assert(place >= 0 && place < count, "no such element")
            unsafe base[place] = newValue
        }
    }

    /// Adds an element.
    ///
    /// - Complexity: O(1) amortised.
    @inlinable @inline(__always)
    package mutating func append(_ element: Element) {
        if count == capacity { grow(by: 1) }
        unsafe base[count] = element
        count &+= 1
    }

    /// Adds elements that lie elsewhere.
    @unsafe @inlinable @inline(__always)
    package mutating func append(contentsOf other: UnsafeBufferPointer<Element>) {
        guard let start = other.baseAddress else { return }
        unsafe appendRoom(other.count).update(from: start, count: other.count)
    }

    /// Adds the elements of another buffer.
    @inlinable @inline(__always)
    package mutating func append(contentsOf other: borrowing GrowableBuffer) {
        unsafe append(contentsOf: UnsafeBufferPointer(other.elements))
    }

    /// Adds room for elements that the caller writes at once.
    @unsafe @inlinable @inline(__always)
    package mutating func appendRoom(_ added: Int) -> UnsafeMutablePointer<Element> {
        if capacity &- count < added { grow(by: added) }
        count &+= added
        return unsafe base + (count &- added)
    }

    /// Forgets the last elements and keeps the memory.
    @inlinable @inline(__always)
    package mutating func removeLast(_ removed: Int) {
        precondition(removed >= 0 && removed <= count, "no such elements")
        count &-= removed
    }

    /// Forgets every element and keeps the memory.
    @inlinable @inline(__always)
    package mutating func removeAll() { count = 0 }

    @usableFromInline @inline(never)
    mutating func grow(by added: Int) {
        capacity = max(count + added, capacity * 2)
        unsafe base = GrowableBuffer.room(base, capacity)
    }

    /// Room for some elements that begins with those of smaller room, which is gone then.
    ///
    /// Large room grows where it is, or moves by its page tables alone (`mremap`).
    private static func room(
        _ smaller: UnsafeMutablePointer<Element>?, _ capacity: Int
    ) -> UnsafeMutablePointer<Element> {
        let (bytes, isTooLarge) = capacity.multipliedReportingOverflow(
            by: MemoryLayout<Element>.stride)
        precondition(!isTooLarge, "larger than any memory")
        guard let room = unsafe realloc(smaller, max(bytes, 1)) else {
            fatalError("no memory for \(bytes) bytes")
        }
        return unsafe room.bindMemory(to: Element.self, capacity: capacity)
    }
}

extension Array where Element: BitwiseCopyable {
    /// A copy of a buffer.
    package init(_ buffer: borrowing GrowableBuffer<Element>) { unsafe self.init(buffer.elements) }
}
