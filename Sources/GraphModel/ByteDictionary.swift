internal import CSystem
internal import Glibc

/// Distinct byte strings with codes in order of first appearance.
///
/// One heap and one table of slots, open addressing: nothing is allocated per word, and nothing is
/// retained per look-up, of which a load makes tens of millions. A short word is told by its slot
/// alone: one wait for memory, not three.
@safe public final class ByteDictionary: @unchecked Sendable {  // filled by one thread, then read
    /// The words, one after the other.
    private var heap = GrowableBuffer<UInt8>(capacity: 4_096)
    /// Where each word starts in the heap, and one more for the end.
    private var starts = GrowableBuffer<UInt32>(capacity: 512)
    /// A word, or none.
    private struct Slot {
        /// ``ByteDictionary/none`` where there is no word.
        var code: UInt32
        /// Where the word starts in the heap.
        var start: UInt32
        /// What ``ByteDictionary/key(_:)`` says of it.
        var key: UInt64

        static let empty = Slot(code: none, start: 0, key: 0)
    }
    private var slots: UnsafeMutablePointer<Slot>
    private var slotCount = 1_024
    /// Number of words.
    public var count: Int { starts.count - 1 }

    private static let none = UInt32.max

    /// Makes an empty dictionary.
    public init() {
        unsafe slots = .allocate(capacity: slotCount)
        unsafe slots.initialize(repeating: .empty, count: slotCount)
        starts.append(0)
    }

    deinit { unsafe slots.deallocate() }

    /// Bytes of all words.
    public var byteCount: Int { heap.count }

    /// The word of a code, as a copy.
    public func word(_ code: Int) -> [UInt8] { unsafe Array(bytes(code)) }

    /// The word of a code, valid until the next one is added.
    @unsafe package func bytes(_ code: Int) -> UnsafeBufferPointer<UInt8> {
        precondition(code < count, "no such word")
        let start = Int(starts[code])
        return unsafe UnsafeBufferPointer(
            rebasing: heap.elements[start..<Int(starts[code + 1])])
    }

    /// The codes in byte order of their words.
    ///
    /// Words must hold no zero bytes.
    package func sortedCodes() -> [UInt32] {
        unsafe ByteOrder.sorted(
            count: count, text: { unsafe bytes(Int($0)) },
            prefetch: { code, isNear in
                unsafe isNear
                    ? costar_prefetch(heap.base + Int(starts[Int(code)]))
                    : costar_prefetch(starts.pointer(to: Int(code)))
            })
    }

    /// All words in order of code, as strings.
    public var strings: [String] {
        (0..<count).map { unsafe String(decoding: bytes($0), as: UTF8.self) }
    }

    /// The code of a word; a new word gets the next one.
    ///
    /// - Complexity: O(length) amortised.
    @unsafe public func code(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let key = unsafe ByteDictionary.key(word)
        let slot = unsafe slot(of: word, key)
        let code = unsafe slots[slot].code
        return unsafe code == ByteDictionary.none ? add(word, key, slot) : code
    }

    /// Begins to fetch the slot where a word is or would be, to be asked for soon.
    @unsafe @inline(__always)
    package func prefetch(_ word: UnsafeBufferPointer<UInt8>) {
        let hash = unsafe ByteDictionary.hash(word, ByteDictionary.key(word))
        unsafe costar_prefetch(slots + (hash & (slotCount - 1)))
    }

    /// The code of a word that is there already, nil for any other.
    @unsafe public func existingCode(of word: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let code = unsafe slots[slot(of: word, ByteDictionary.key(word))].code
        return code == ByteDictionary.none ? nil : code
    }

    /// The code of a word that is there already, nil for any other.
    public func existingCode(of word: String) -> UInt32? {
        let bytes = Array(word.utf8)
        return unsafe bytes.withUnsafeBufferPointer { unsafe existingCode(of: $0) }
    }

    /// The code of a word given as a string; a new word gets the next one.
    public func code(of word: String) -> UInt32 {
        let bytes = Array(word.utf8)
        return unsafe bytes.withUnsafeBufferPointer { unsafe code(of: $0) }
    }

    /// Forgets every word and keeps the memory.
    public func removeAll() {
        if count > 0 { unsafe slots.update(repeating: .empty, count: slotCount) }
        heap.removeAll()
        starts.removeLast(count)
    }

    /// Appends `u32 count`, `u32 start[count + 1]`, then the words.
    package func appendTable(to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: UInt32(count)) { unsafe bytes.append(contentsOf: $0) }
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(starts.elements))
        unsafe bytes.append(contentsOf: heap.elements)
    }

    /// Where a word is, or the empty slot where it would be.
    @inline(__always)
    private func slot(of word: UnsafeBufferPointer<UInt8>, _ key: UInt64) -> Int {
        var slot = unsafe ByteDictionary.hash(word, key) & (slotCount - 1)
        while true {
            let entry = unsafe slots[slot]
            if entry.code == ByteDictionary.none { return slot }
            if entry.key == key, unsafe isAt(entry, word) { return slot }
            slot = (slot + 1) & (slotCount - 1)
        }
    }

    /// Whether a slot of the same key holds a word.
    @inline(__always)
    private func isAt(_ entry: Slot, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count > 7, let other = word.baseAddress else { return true }
        if word.count >= 255 {
            let end = Int(starts[Int(entry.code) + 1])
            guard end - Int(entry.start) == word.count else { return false }
        }
        return unsafe ByteDictionary.equal(heap.base + Int(entry.start), other, word.count)
    }

    /// Whether two runs of eight bytes or more agree.
    ///
    /// Most are short, and a call would cost more than they do.
    @inline(__always)
    private static func equal(
        _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        guard count <= 16 else { return unsafe memcmp(left, right, count) == 0 }
        let (left, right) = unsafe (UnsafeRawPointer(left), UnsafeRawPointer(right))
        // Two loads that overlap cover every byte.
        return unsafe left.loadUnaligned(as: UInt64.self) == right.loadUnaligned(as: UInt64.self)
            && left.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
                == right.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }

    @inline(never)
    private func add(_ word: UnsafeBufferPointer<UInt8>, _ key: UInt64, _ slot: Int) -> UInt32 {
        let code = UInt32(count)
        precondition(
            byteCount + word.count <= Int(UInt32.max), "the words are too long together")
        unsafe slots[slot] = Slot(code: code, start: UInt32(byteCount), key: key)
        unsafe heap.append(contentsOf: word)
        starts.append(UInt32(byteCount))
        if count * 2 > slotCount { grow() }
        return code
    }

    private func grow() {
        let old = unsafe UnsafeMutableBufferPointer(start: slots, count: slotCount)
        slotCount *= 2
        unsafe slots = .allocate(capacity: slotCount)
        unsafe slots.initialize(repeating: .empty, count: slotCount)
        for index in old.indices where unsafe old[index].code != ByteDictionary.none {
            let entry = unsafe old[index]
            let hash = unsafe ByteDictionary.hash(bytes(Int(entry.code)), entry.key)
            var slot = hash & (slotCount - 1)
            while unsafe slots[slot].code != ByteDictionary.none {
                slot = (slot + 1) & (slotCount - 1)
            }
            unsafe slots[slot] = entry
        }
        unsafe old.deallocate()
    }

    /// The length (255 for that and more) in the high byte and the first seven bytes: all of a word
    /// that has no more.
    @inline(__always)
    private static func key(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawBufferPointer(word)
        let count = raw.count
        var key: UInt64 = 0
        if count >= 8 {
            key = unsafe raw.loadUnaligned(as: UInt64.self) & (1 << 56 - 1)
        } else if count >= 4 {
            let last = count - 4
            let head = unsafe raw.loadUnaligned(as: UInt32.self)
            let tail = unsafe raw.loadUnaligned(fromByteOffset: last, as: UInt32.self)
            key = UInt64(head) | UInt64(tail) &<< UInt64(last * 8)
        } else if count > 0 {
            let (middle, last) = (count / 2, count - 1)
            key =
                unsafe UInt64(raw[0]) | UInt64(raw[middle]) &<< UInt64(middle * 8)
                | UInt64(raw[last]) &<< UInt64(last * 8)
        }
        return key | UInt64(min(count, 255)) << 56
    }

    /// A multiply-and-fold hash, eight bytes at a time; not for hostile keys beyond one block.
    @inline(__always)
    private static func hash(_ word: UnsafeBufferPointer<UInt8>, _ key: UInt64) -> Int {
        var state = mixed(0x9E37_79B9_7F4A_7C15, key)
        let raw = UnsafeRawBufferPointer(word)
        if raw.count > 7 {
            var place = 7
            while place + 8 < raw.count {
                state = unsafe mixed(
                    state, raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                place += 8
            }
            // The last eight bytes, some of them perhaps for the second time.
            state = unsafe mixed(
                state, raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
        }
        state ^= state >> 29
        return Int(truncatingIfNeeded: state &* 0x9E37_79B9_7F4A_7C15 >> 32)
    }

    @inline(__always)
    private static func mixed(_ state: UInt64, _ piece: UInt64) -> UInt64 {
        let product = (state ^ piece) &* 0xFF51_AFD7_ED55_8CCD
        return product ^ product >> 32
    }
}
