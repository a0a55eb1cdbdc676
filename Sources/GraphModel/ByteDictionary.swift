internal import Glibc

/// Distinct byte strings with codes in order of first appearance.
///
/// One heap and one table of codes, open addressing: nothing is allocated per word.
public struct ByteDictionary: Sendable {
    private var heap: [UInt8] = []
    private var starts: [UInt32] = [0]
    /// Hash (high half) and code of a word; ``empty`` where there is none.
    private var slots: [UInt64]
    private var used: [Int] = []

    private static let empty = UInt64.max

    /// Makes an empty dictionary.
    public init() { slots = [UInt64](repeating: ByteDictionary.empty, count: 1_024) }

    /// Number of words.
    public var count: Int { starts.count - 1 }

    /// Bytes of all words.
    public var byteCount: Int { heap.count }

    /// The word of a code, as a copy.
    public func word(_ code: Int) -> [UInt8] {
        Array(heap[Int(starts[code])..<Int(starts[code + 1])])
    }

    /// The codes in byte order of their words.
    ///
    /// Words must hold no zero bytes.
    package func sortedCodes() -> [UInt32] {
        unsafe heap.withUnsafeBufferPointer { heap in
            unsafe ByteOrder.sorted(count: count) { code in
                unsafe UnsafeBufferPointer(
                    rebasing: heap[Int(starts[Int(code)])..<Int(starts[Int(code) + 1])])
            }
        }
    }

    /// All words in order of code, as strings.
    public var strings: [String] {
        (0..<count).map { String(decoding: word($0), as: UTF8.self) }
    }

    /// The code of a word; a new word gets the next one.
    ///
    /// - Complexity: O(length) amortised.
    @unsafe public mutating func code(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = unsafe ByteDictionary.hash(word)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != ByteDictionary.empty {
            if unsafe holds(slots[slot], hash, word) {
                return UInt32(truncatingIfNeeded: slots[slot])
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let code = UInt32(count)
        slots[slot] = UInt64(hash) << 32 | UInt64(code)
        used.append(slot)
        unsafe heap.append(contentsOf: word)
        starts.append(UInt32(heap.count))
        if count * 2 > slots.count { grow() }
        return code
    }

    /// The code of a word that is there already, nil for any other.
    @unsafe public func existingCode(of word: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let hash = unsafe ByteDictionary.hash(word)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != ByteDictionary.empty {
            if unsafe holds(slots[slot], hash, word) {
                return UInt32(truncatingIfNeeded: slots[slot])
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The code of a word that is there already, nil for any other.
    public func existingCode(of word: String) -> UInt32? {
        let bytes = Array(word.utf8)
        return unsafe bytes.withUnsafeBufferPointer { unsafe existingCode(of: $0) }
    }

    /// The code of a word given as a string; a new word gets the next one.
    public mutating func code(of word: String) -> UInt32 {
        let bytes = Array(word.utf8)
        return unsafe bytes.withUnsafeBufferPointer { unsafe code(of: $0) }
    }

    /// Forgets every word and keeps the memory.
    public mutating func removeAll() {
        for slot in used { slots[slot] = ByteDictionary.empty }
        used.removeAll(keepingCapacity: true)
        heap.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
    }

    /// Appends `u32 count`, `u32 start[count + 1]`, then the words.
    func appendTable(to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: UInt32(count)) { unsafe bytes.append(contentsOf: $0) }
        unsafe starts.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: heap)
    }

    /// Whether a slot that is not empty holds a word of this hash.
    @inline(__always)
    private func holds(
        _ entry: UInt64, _ hash: UInt32, _ word: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard UInt32(truncatingIfNeeded: entry >> 32) == hash else { return false }
        let code = Int(UInt32(truncatingIfNeeded: entry))
        let start = Int(starts[code])
        guard Int(starts[code + 1]) - start == word.count else { return false }
        guard let left = word.baseAddress, word.count > 0 else { return true }
        return unsafe heap.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return false }
            return unsafe memcmp(base + start, left, word.count) == 0
        }
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: ByteDictionary.empty, count: slots.count * 2)
        used.removeAll(keepingCapacity: true)
        for entry in old where entry != ByteDictionary.empty {
            var slot = Int(entry >> 32) & (slots.count - 1)
            while slots[slot] != ByteDictionary.empty { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
            used.append(slot)
        }
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
