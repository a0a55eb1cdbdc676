internal import CSystem
internal import Glibc

/// Distinct byte strings with codes in order of first appearance.
///
/// One heap and one table of codes, open addressing: nothing is allocated per word, and nothing is
/// retained per look-up, of which a load makes tens of millions.
@safe public final class ByteDictionary: @unchecked Sendable {  // filled by one thread, then read
    /// The words, one after the other.
    private var heap = GrowableBuffer<UInt8>(capacity: 4_096)
    /// Where each word starts in the heap, and one more for the end.
    private var starts = GrowableBuffer<UInt32>(capacity: 512)
    /// Hash (high half) and code of a word, all bits set where there is none.
    private var slots: UnsafeMutablePointer<UInt64>
    private var slotCount = 1_024
    /// Number of words.
    public var count: Int { starts.count - 1 }

    private static let empty = UInt64.max

    /// Makes an empty dictionary.
    public init() {
        unsafe slots = .allocate(capacity: slotCount)
        unsafe slots.initialize(repeating: ByteDictionary.empty, count: slotCount)
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
        unsafe ByteOrder.sorted(count: count) { unsafe bytes(Int($0)) }
    }

    /// All words in order of code, as strings.
    public var strings: [String] {
        (0..<count).map { unsafe String(decoding: bytes($0), as: UTF8.self) }
    }

    /// The code of a word; a new word gets the next one.
    ///
    /// - Complexity: O(length) amortised.
    @unsafe public func code(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = unsafe ByteDictionary.hash(word)
        let slot = unsafe slot(of: word, hash)
        let entry = unsafe slots[slot]
        return unsafe entry == ByteDictionary.empty
            ? add(word, hash, slot) : UInt32(truncatingIfNeeded: entry)
    }

    /// Begins to fetch the slot where a word is or would be, to be asked for soon.
    @unsafe @inline(__always)
    package func prefetch(_ word: UnsafeBufferPointer<UInt8>) {
        let slot = unsafe Int(ByteDictionary.hash(word)) & (slotCount - 1)
        unsafe costar_prefetch(slots + slot)
    }

    /// The code of a word that is there already, nil for any other.
    @unsafe public func existingCode(of word: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let entry = unsafe slots[slot(of: word, ByteDictionary.hash(word))]
        return entry == ByteDictionary.empty ? nil : UInt32(truncatingIfNeeded: entry)
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
        if count > 0 { unsafe slots.update(repeating: ByteDictionary.empty, count: slotCount) }
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
    private func slot(of word: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
        var slot = Int(hash) & (slotCount - 1)
        while true {
            let entry = unsafe slots[slot]
            if entry == ByteDictionary.empty { return slot }
            if UInt32(truncatingIfNeeded: entry >> 32) == hash,
                unsafe equals(Int(UInt32(truncatingIfNeeded: entry)), word)
            {
                return slot
            }
            slot = (slot + 1) & (slotCount - 1)
        }
    }

    @inline(__always)
    private func equals(_ code: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[code])
        guard Int(starts[code + 1]) - start == word.count else { return false }
        guard let other = word.baseAddress else { return true }
        return unsafe ByteDictionary.equal(heap.base + start, other, word.count)
    }

    /// Whether two runs of bytes agree; most are short, and a call would cost more than they do.
    @inline(__always)
    private static func equal(
        _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        guard count <= 16 else { return unsafe memcmp(left, right, count) == 0 }
        let (left, right) = unsafe (UnsafeRawPointer(left), UnsafeRawPointer(right))
        // Two loads that overlap cover every byte.
        func agree<Number: FixedWidthInteger>(_: Number.Type) -> Bool {
            let last = count - MemoryLayout<Number>.size
            return unsafe left.loadUnaligned(as: Number.self)
                == right.loadUnaligned(as: Number.self)
                && left.loadUnaligned(fromByteOffset: last, as: Number.self)
                    == right.loadUnaligned(fromByteOffset: last, as: Number.self)
        }
        if count >= 8 { return agree(UInt64.self) }
        if count >= 4 { return agree(UInt32.self) }
        if count >= 2 { return agree(UInt16.self) }
        return unsafe count == 0 || left.load(as: UInt8.self) == right.load(as: UInt8.self)
    }

    @inline(never)
    private func add(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt32, _ slot: Int) -> UInt32 {
        let code = UInt32(count)
        precondition(
            byteCount + word.count <= Int(UInt32.max), "the words are too long together")
        unsafe slots[slot] = UInt64(hash) << 32 | UInt64(code)
        unsafe heap.append(contentsOf: word)
        starts.append(UInt32(byteCount))
        if count * 2 > slotCount { grow() }
        return code
    }

    private func grow() {
        let old = unsafe UnsafeMutableBufferPointer(start: slots, count: slotCount)
        slotCount *= 2
        unsafe slots = .allocate(capacity: slotCount)
        unsafe slots.initialize(repeating: ByteDictionary.empty, count: slotCount)
        for index in old.indices where unsafe old[index] != ByteDictionary.empty {
            let entry = unsafe old[index]
            var slot = Int(entry >> 32) & (slotCount - 1)
            while unsafe slots[slot] != ByteDictionary.empty {
                slot = (slot + 1) & (slotCount - 1)
            }
            unsafe slots[slot] = entry
        }
        unsafe old.deallocate()
    }

    /// A multiply-and-fold hash, eight bytes at a time; not for hostile keys beyond one block.
    @inline(__always)
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let raw = UnsafeRawBufferPointer(word)
        let count = raw.count
        var state = UInt64(count) &* 0x9E37_79B9_7F4A_7C15
        if count >= 8 {
            var index = 0
            while index + 8 < count {
                unsafe mix(&state, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                index += 8
            }
            // The last eight bytes, some of them perhaps for the second time.
            unsafe mix(&state, raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
        } else if count >= 4 {
            let low = unsafe raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
            let high = unsafe raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            mix(&state, UInt64(high) << 32 | UInt64(low))
        } else if count > 0 {
            unsafe mix(
                &state,
                UInt64(raw[0]) | UInt64(raw[count / 2]) << 8 | UInt64(raw[count - 1]) << 16)
        }
        state ^= state >> 29
        return UInt32(truncatingIfNeeded: state &* 0x9E37_79B9_7F4A_7C15 >> 32)
    }

    @inline(__always)
    private static func mix(_ state: inout UInt64, _ piece: UInt64) {
        state = (state ^ piece) &* 0xFF51_AFD7_ED55_8CCD
        state ^= state >> 32
    }
}
