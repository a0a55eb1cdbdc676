internal import CSystem

/// Public number to dense id: a bitmap of the numbers that exist, with counts for rank.
///
/// Block layout, 262,144 numbers a block:
/// ```
/// u64 bits[4096]    bit n of word w: number block × 262,144 + w × 64 + n exists
/// u32 rank[4096]    existing numbers before the word, over all blocks
/// ```
/// The dense id of a number is its rank among those that exist; back is a column
/// (``Column/titleNumber``, ``Column/personNumber``).
@safe public struct IDMap: Sendable {
    private let table: BlockTable

    /// Numbers per block.
    public static let numbersPerBlock = 262_144
    /// Bytes of a block.
    public static let blockBytes = 4_096 * 12

    /// Wraps the blocks; blocks that do not exist hold no numbers.
    public init(table: BlockTable) { self.table = table }

    /// The dense id of a number, nil when no node bears it.
    ///
    /// - Complexity: O(1), two loads.
    public func node(_ number: UInt32) -> UInt32? {
        let index = Int(number) / IDMap.numbersPerBlock
        guard index < table.count else { return nil }
        let block = unsafe table.block(index)
        let word = Int(number) % IDMap.numbersPerBlock / 64
        let bits = unsafe block.load(fromByteOffset: word * 8, as: UInt64.self)
        let bit = UInt64(1) << UInt64(number & 63)
        guard bits & bit != 0 else { return nil }
        let rank = unsafe block.load(fromByteOffset: 4_096 * 8 + word * 4, as: UInt32.self)
        return rank + UInt32((bits & (bit - 1)).nonzeroBitCount)
    }
}

/// The set of numbers of one label while it is being collected.
///
/// Grows with the largest number, at most 64 MiB. Bits and rank of a word lie together: a look-up
/// of a number that is not in the cache costs one miss.
public struct NumberSet: Sendable {
    @usableFromInline
    struct Word: Sendable {
        @usableFromInline var bits: UInt64 = 0
        @usableFromInline var rank: UInt32 = 0

        @usableFromInline init() {}
    }

    @usableFromInline var words: [Word] = []
    /// Numbers in the set.
    public private(set) var count = 0
    private var isRanked = false

    /// Makes an empty set.
    public init() {}

    /// Adds a number; false when it was there already.
    public mutating func insert(_ number: UInt32) -> Bool {
        let word = Int(number >> 6)
        if word >= words.count {
            let grown = max(word + 1, words.count * 2, 4_096)
            words.append(contentsOf: repeatElement(Word(), count: grown - words.count))
        }
        let bit = UInt64(1) << UInt64(number & 63)
        guard words[word].bits & bit == 0 else { return false }
        words[word].bits |= bit
        count += 1
        isRanked = false
        return true
    }

    /// Counts ranks; call once after the last insert and before ``node(_:)``.
    public mutating func rank() {
        var total: UInt32 = 0
        for index in words.indices {
            words[index].rank = total
            total += UInt32(words[index].bits.nonzeroBitCount)
        }
        isRanked = true
    }

    /// The dense id of a number, nil when it is not in the set.
    @inlinable @inline(__always)
    public func node(_ number: UInt32) -> UInt32? {
        let index = Int(number >> 6)
        guard index < words.count else { return nil }
        let word = words[index]
        let bit = UInt64(1) << UInt64(number & 63)
        guard word.bits & bit != 0 else { return nil }
        return word.rank &+ UInt32(truncatingIfNeeded: (word.bits & (bit &- 1)).nonzeroBitCount)
    }

    /// Replaces numbers by their dense ids, ``absent`` where a number is not in the set.
    ///
    /// For numbers in no order: the look-ups of a batch wait for memory together.
    public func translate(_ numbers: inout [UInt32]) {
        unsafe words.withUnsafeBufferPointer { words in
            unsafe numbers.withUnsafeMutableBufferPointer { numbers in
                for place in numbers.indices {
                    if place &+ NumberSet.ahead < numbers.count, let base = words.baseAddress {
                        // Fetched only: it does not matter whether there is such a word.
                        unsafe costar_prefetch(base + Int(numbers[place &+ NumberSet.ahead] >> 6))
                    }
                    let number = unsafe numbers[place]
                    let index = Int(number >> 6)
                    guard index < words.count else {
                        unsafe numbers[place] = NumberSet.absent
                        continue
                    }
                    let word = unsafe words[index]
                    let bit = UInt64(1) << UInt64(number & 63)
                    let below = (word.bits & (bit &- 1)).nonzeroBitCount
                    unsafe numbers[place] =
                        word.bits & bit != 0
                        ? word.rank &+ UInt32(truncatingIfNeeded: below) : NumberSet.absent
                }
            }
        }
    }

    /// How many look-ups ahead memory is asked for.
    private static let ahead = 16

    /// What stands for "not in the set" after ``translate(_:)``.
    public static let absent = UInt32.max

    /// How many numbers of the set are below a number; after ``rank()``.
    public func rank(before number: UInt32) -> Int {
        let index = Int(number >> 6)
        guard index < words.count else { return count }
        let bit = UInt64(1) << UInt64(number & 63)
        return Int(words[index].rank) + (words[index].bits & (bit - 1)).nonzeroBitCount
    }

    /// Calls `body` with the blocks in the layout of ``IDMap``, each with its index; blocks
    /// without numbers are left out.
    public func forEachBlock<E: Error>(
        _ body: (Int, [UInt8]) throws(E) -> Void
    ) throws(E) {
        precondition(isRanked || words.isEmpty, "rank() comes first")
        var index = 0
        while index * 4_096 < words.count {
            let range = index * 4_096..<min(words.count, index * 4_096 + 4_096)
            index += 1
            if words[range].allSatisfy({ $0.bits == 0 }) { continue }
            var block = [UInt8](repeating: 0, count: IDMap.blockBytes)
            let total = UInt32(count)
            unsafe block.withUnsafeMutableBytes { raw in
                for slot in 0..<4_096 {
                    let place = range.lowerBound + slot
                    let isInside = place < range.upperBound
                    unsafe raw.storeBytes(
                        of: isInside ? words[place].bits : 0, toByteOffset: slot * 8,
                        as: UInt64.self)
                    unsafe raw.storeBytes(
                        of: isInside ? words[place].rank : total,
                        toByteOffset: 4_096 * 8 + slot * 4, as: UInt32.self)
                }
            }
            try body(index - 1, block)
        }
    }
}
