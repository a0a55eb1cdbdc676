internal import GraphModel

/// The records of the table `meta`: how they are written and read.
///
/// Statistics are `u64` numbers in the order of ``numbers(_:)``; dictionaries are `u32` count,
/// `u32` start of each word and one more for the end, then the words.
enum MetaRecords {
    static func numbers(_ statistics: GraphStatistics) -> [UInt64] {
        let fixed = [
            statistics.nodes[0], statistics.nodes[1], statistics.crewOnlyCredits,
            statistics.knownFor, statistics.episodes, statistics.alternativeTitles,
            statistics.ratedTitles, statistics.titleCreditsMax, statistics.personCreditsMax,
            statistics.searchWords[0], statistics.searchWords[1], statistics.components,
            statistics.credits.count, statistics.titlesByType.count,
        ]
        return (fixed + statistics.credits + statistics.titlesByType).map { UInt64($0) }
    }

    static func statistics(
        _ transaction: borrowing ReadTransaction, _ meta: TableHandle
    ) throws(StoreError) -> GraphStatistics {
        let numbers = try numbers(transaction, meta, StoreFormat.statisticsKey)
        var statistics = GraphStatistics()
        guard numbers.count >= 14, numbers.allSatisfy({ $0 <= UInt64(Int.max) }) else {
            throw damaged(StoreFormat.statisticsKey, "too short")
        }
        let values = numbers.map { Int($0) }
        guard values[12] <= 255, values[13] <= 255,
            values.count == 14 + values[12] + values[13],
            values[..<2].allSatisfy({ $0 <= Int(UInt32.max) }),
            values[9..<11].allSatisfy({ $0 <= Int(UInt32.max) }), values[11] <= values[1]
        else { throw damaged(StoreFormat.statisticsKey, "counts do not add up") }
        statistics.nodes = [values[0], values[1]]
        statistics.crewOnlyCredits = values[2]
        statistics.knownFor = values[3]
        statistics.episodes = values[4]
        statistics.alternativeTitles = values[5]
        statistics.ratedTitles = values[6]
        statistics.titleCreditsMax = values[7]
        statistics.personCreditsMax = values[8]
        statistics.searchWords = [values[9], values[10]]
        statistics.components = values[11]
        statistics.credits = Array(values[14..<14 + values[12]])
        statistics.titlesByType = Array(values[(14 + values[12])...])
        return statistics
    }

    static func orderCounts(
        _ transaction: borrowing ReadTransaction, _ meta: TableHandle
    ) throws(StoreError) -> [TextOrder: Int] {
        let numbers = try numbers(transaction, meta, StoreFormat.ordersKey)
        guard numbers.count == TextOrder.allCases.count,
            numbers.allSatisfy({ $0 <= UInt64(UInt32.max) })
        else { throw damaged(StoreFormat.ordersKey, "one count per order expected") }
        return Dictionary(uniqueKeysWithValues: zip(TextOrder.allCases, numbers.map { Int($0) }))
    }

    static func words(
        _ transaction: borrowing ReadTransaction, _ meta: TableHandle, _ list: WordList
    ) throws(StoreError) -> [String] {
        let key = StoreFormat.wordsKey(list)
        guard let value = try unsafe transaction.value(key, in: meta) else {
            throw damaged(key, "missing")
        }
        guard let words = unsafe decodeWords(value) else { throw damaged(key, "does not decode") }
        return words
    }

    /// The checksum of all keys and values but the completion record, in key order.
    static func checksum(
        _ transaction: borrowing ReadTransaction, _ meta: TableHandle
    ) throws(StoreError) -> UInt32 {
        var checksum: UInt32 = 0
        try unsafe transaction.forEach(meta) { (key, value) throws(StoreError) in
            if unsafe key.elementsEqual(StoreFormat.completeKey.utf8) { return }
            checksum = unsafe Checksum.of(key, after: checksum)
            checksum = unsafe Checksum.of(value, after: checksum)
        }
        return checksum
    }

    /// The checksum of each stored block of a table, by block.
    static func checksums(
        _ transaction: borrowing ReadTransaction, _ meta: TableHandle, _ table: StoreTable
    ) throws(StoreError) -> [UInt32: UInt32] {
        let key = StoreFormat.checksumsKey(table)
        guard let value = try unsafe transaction.value(key, in: meta), value.count % 8 == 0
        else { throw damaged(key, "missing or of odd length") }
        var checksums: [UInt32: UInt32] = [:]
        for offset in stride(from: 0, to: value.count, by: 8) {
            let block = unsafe value.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            checksums[block] = unsafe value.loadUnaligned(
                fromByteOffset: offset + 4, as: UInt32.self)
        }
        return checksums
    }

    static func encode(words: ByteDictionary) -> [UInt8] {
        var starts: [UInt32] = [0]
        var heap: [UInt8] = []
        for code in 0..<words.count {
            heap += words.word(code)
            starts.append(UInt32(heap.count))
        }
        return encode([UInt32(words.count)] + starts) + heap
    }

    private static func decodeWords(_ value: UnsafeRawBufferPointer) -> [String]? {
        func number(_ index: Int) -> Int? {
            guard (index + 1) * 4 <= value.count else { return nil }
            return unsafe Int(value.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
        }
        guard let count = number(0), (count + 2) * 4 <= value.count else { return nil }
        let heap = unsafe UnsafeRawBufferPointer(rebasing: value[((count + 2) * 4)...])
        var words: [String] = []
        for code in 0..<count {
            guard let start = number(code + 1), let end = number(code + 2), start <= end,
                end <= heap.count
            else { return nil }
            unsafe words.append(String(decoding: heap[start..<end], as: UTF8.self))
        }
        guard number(count + 1) == heap.count else { return nil }
        return words
    }

    static func encode<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
        unsafe numbers.withUnsafeBytes { unsafe Array($0) }
    }

    private static func numbers(
        _ transaction: borrowing ReadTransaction, _ meta: TableHandle, _ key: String
    ) throws(StoreError) -> [UInt64] {
        guard let value = try unsafe transaction.value(key, in: meta), value.count % 8 == 0
        else { throw damaged(key, "missing or of odd length") }
        return stride(from: 0, to: value.count, by: 8).map { offset in
            unsafe value.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        }
    }

    private static func damaged(_ key: String, _ reason: String) -> StoreError {
        .corrupted(table: StoreTable.meta.name, key: key, reason: reason)
    }
}
