internal import GraphModel

/// What one block of a table must look like, checked byte by byte without trusting any of them.
@safe struct BlockLayout {
    private let table: StoreTable
    private let statistics: GraphStatistics
    private let orders: [TextOrder: Int]
    private let blockCount: Int
    private static let slots = Schema.nodesPerBlock

    init(_ table: StoreTable, _ statistics: GraphStatistics, _ orders: [TextOrder: Int]) {
        self.table = table
        self.statistics = statistics
        self.orders = orders
        blockCount = table.blockCount(statistics, orders)
    }

    /// What is wrong with a block, nil when its layout holds.
    func problem(block: Int, _ value: UnsafeRawBufferPointer) -> String? {
        guard block < blockCount else { return "beyond the last block \(blockCount - 1)" }
        guard value.count >= table.blockBytesMin else {
            return "\(value.count) bytes, at least \(table.blockBytesMin) expected"
        }
        switch table {
        case .meta: return nil
        case .ids: return unsafe exactly(value, IDMap.blockBytes)
        case .columns(let group):
            return unsafe exactly(value, group.blockBytes)
                ?? absentBeyond(group, nodes(block, group.label), value)
        case .order(let order):
            let places = min(BlockLayout.slots, (orders[order] ?? 0) - block * BlockLayout.slots)
            return unsafe exactly(value, BlockLayout.slots * 4)
                ?? zeros(value, places * 4..<value.count)
        case .texts(let column): return unsafe texts(value, nodes(block, column.label))
        case .relation(let relation):
            return unsafe lists(value, relation, nodes(block, relation.source))
        case .payloads: return unsafe payloads(value, nodes(block, .title))
        case .alternativeTitles: return unsafe alternativeTitles(value, nodes(block, .title))
        case .componentSizes:
            let places = min(
                BlockLayout.slots, statistics.components - block * BlockLayout.slots)
            return unsafe exactly(value, BlockLayout.slots * 4)
                ?? zeros(value, places * 4..<value.count)
        case .search(let label, .order):
            return unsafe exactly(value, BlockLayout.slots * 4)
                ?? zeros(value, nodes(block, label) * 4..<value.count)
        case .search(let label, .names): return unsafe byteStrings(value, nodes(block, label))
        case .search(let label, _):
            let words = statistics.searchWords[Int(label.rawValue)]
            return unsafe byteStrings(
                value, min(BlockLayout.slots, words - block * BlockLayout.slots))
        }
    }

    /// What is wrong with the ranks of a block of ids; counts its numbers.
    func rankProblem(_ value: UnsafeRawBufferPointer, before count: inout Int) -> String? {
        let words = 4_096
        var problem: String?
        for index in 0..<words {
            if unsafe word(value, words * 2 + index) != count && problem == nil {
                problem =
                    unsafe "word \(index) has rank \(word(value, words * 2 + index)), not \(count)"
            }
            unsafe count +=
                value.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).nonzeroBitCount
        }
        return problem
    }

    /// Nodes that a block holds.
    private func nodes(_ block: Int, _ label: Label) -> Int {
        let count = statistics.nodes[Int(label.rawValue)]
        return min(BlockLayout.slots, count - block * BlockLayout.slots)
    }

    private func exactly(_ value: UnsafeRawBufferPointer, _ bytes: Int) -> String? {
        value.count == bytes ? nil : "\(value.count) bytes, \(bytes) expected"
    }

    private func word(_ value: UnsafeRawBufferPointer, _ index: Int) -> Int {
        unsafe Int(value.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
    }

    private func zeros(_ value: UnsafeRawBufferPointer, _ range: Range<Int>) -> String? {
        for index in range where unsafe value[index] != 0 {
            return "byte \(index) of the padding is not zero"
        }
        return nil
    }

    private func absentBeyond(
        _ group: ColumnGroup, _ nodes: Int, _ value: UnsafeRawBufferPointer
    ) -> String? {
        for column in group.columns {
            let start = column.blockOffset + nodes * column.width
            let end = column.blockOffset + BlockLayout.slots * column.width
            for index in start..<end where unsafe value[index] != 0xFF {
                return "byte \(index), beyond the last node, is not 255"
            }
        }
        return nil
    }

    private func texts(_ value: UnsafeRawBufferPointer, _ nodes: Int) -> String? {
        let heap = value.count - TextView.headerBytes
        var last = 0
        for slot in 0...BlockLayout.slots {
            let entry = UInt32(unsafe word(value, slot))
            let start = Int(entry & TextView.startMask)
            let isAbsent = entry & TextView.absentBit != 0
            let isSame = entry & TextView.sameBit != 0
            if start < last || start > heap { return "entry \(slot) points to \(start)" }
            if isSame && (isAbsent || table != .texts(.originalTitle)) {
                return "entry \(slot) has a bit that is not allowed here"
            }
            if slot >= nodes && slot < BlockLayout.slots && !isAbsent {
                return "entry \(slot), beyond the last node, is not absent"
            }
            if slot > 0 {
                let before = UInt32(unsafe word(value, slot - 1))
                if before & (TextView.absentBit | TextView.sameBit) != 0 && start != last {
                    return "entry \(slot - 1) has bytes but no text of its own"
                }
            }
            last = start
        }
        if unsafe word(value, 0) & Int(TextView.startMask) != 0 {
            return "the first text is not at 0"
        }
        if unsafe word(value, BlockLayout.slots) != heap {
            return "the heap does not end at its end"
        }
        return nil
    }

    /// As texts, and none of them absent.
    private func byteStrings(_ value: UnsafeRawBufferPointer, _ count: Int) -> String? {
        if let reason = unsafe texts(value, count) { return reason }
        for slot in 0..<count
        where unsafe word(value, slot) & Int(TextView.absentBit) != 0 {
            return "entry \(slot) is absent"
        }
        return nil
    }

    private func lists(
        _ value: UnsafeRawBufferPointer, _ relation: Relation, _ nodes: Int
    ) -> String? {
        let header = Adjacency.headerWords(isTyped: relation.isTyped)
        var last = header
        for slot in 0...BlockLayout.slots {
            let start = unsafe word(value, slot)
            if start < last { return "list \(slot) starts at \(start), before \(last)" }
            if slot == 0 && start != header { return "the first list starts at \(start)" }
            if slot > nodes && start != last { return "list \(slot - 1) is beyond the last node" }
            last = start
        }
        let edges = last - header
        guard edges > 0 else { return "a block without edges is stored" }
        let typeBytes = relation.isTyped ? (edges + 3) / 4 * 4 : 0
        if let reason = unsafe exactly(value, last * 4 + typeBytes) { return reason }
        let targets = statistics.nodes[Int(relation.target.rawValue)]
        for index in header..<last where unsafe word(value, index) >= targets {
            return unsafe "neighbour \(word(value, index)) at word \(index) does not exist"
        }
        guard relation.isTyped else { return nil }
        for index in 0..<edges where unsafe Int(value[last * 4 + index]) >= statistics.credits.count
        {
            return "edge \(index) has an unknown type"
        }
        return unsafe zeros(value, last * 4 + edges..<value.count)
            ?? castCounts(value, header: header, types: last * 4)
    }

    /// The stored cast counts are those of the types.
    private func castCounts(
        _ value: UnsafeRawBufferPointer, header: Int, types: Int
    ) -> String? {
        for slot in 0..<BlockLayout.slots {
            let start = unsafe word(value, slot) - header
            let end = unsafe word(value, slot + 1) - header
            var count = 0
            while unsafe start + count < end && value[types + start + count] < 2 { count += 1 }
            let stored = unsafe Int(
                value.loadUnaligned(
                    fromByteOffset: (BlockLayout.slots + 1) * 4 + slot * 2, as: UInt16.self))
            if stored != min(count, Adjacency.castCountMax) {
                return "list \(slot) has \(count) credits of the cast, noted are \(stored)"
            }
        }
        return nil
    }

    private func starts(_ value: UnsafeRawBufferPointer, _ nodes: Int, room: Int) -> String? {
        var last = 0
        for slot in 0...BlockLayout.slots {
            let start = unsafe word(value, slot)
            if start < last || start > room || (slot == 0 && start != 0) {
                return "title \(slot) starts at \(start)"
            }
            if slot > nodes && start != last { return "title \(slot - 1) is beyond the last node" }
            last = start
        }
        return nil
    }

    private func payloads(_ value: UnsafeRawBufferPointer, _ nodes: Int) -> String? {
        let room = value.count - PayloadView.headerBytes
        if let reason = unsafe starts(value, nodes, room: room) { return reason }
        let end = PayloadView.headerBytes + (unsafe word(value, BlockLayout.slots))
        let dictionary = (end + 3) / 4 * 4
        guard dictionary + 8 <= value.count else { return "there is no room for the words" }
        if let reason = unsafe zeros(value, end..<dictionary) { return reason }
        let words = unsafe word(value, dictionary / 4)
        let heap = dictionary + (words + 2) * 4
        guard heap <= value.count else { return "\(words) words do not fit the block" }
        var last = 0
        for index in 0...words {
            let start = unsafe word(value, dictionary / 4 + 1 + index)
            if start < last || start > value.count - heap || (index == 0 && start != 0)
                || (index > 0 && start == last)
            {
                return "word \(index) starts at \(start)"
            }
            last = start
        }
        if last != value.count - heap { return "the words do not end at the end" }
        return unsafe payloadRecords(value, words: UInt32(words))
    }

    /// Every record decodes, ends where its title ends, and uses words that exist.
    private func payloadRecords(_ value: UnsafeRawBufferPointer, words: UInt32) -> String? {
        guard let base = value.baseAddress else { return nil }
        for slot in 0..<BlockLayout.slots {
            let start = unsafe word(value, slot)
            let end = unsafe word(value, slot + 1)
            let bytes = unsafe (base + PayloadView.headerBytes + start)
                .assumingMemoryBound(to: UInt8.self)
            var reader = unsafe ByteReader(bytes, count: end - start)
            while reader.remaining > 0 {
                guard let head = reader.byte() else { return "title \(slot) is cut off" }
                var numbers = head >> 3 == PayloadView.escape ? 1 : 0
                if numbers == 1, reader.variable() == nil { return "title \(slot) is cut off" }
                numbers =
                    (head & PayloadView.jobBit != 0 ? 1 : 0)
                    + (head & PayloadView.charactersBit != 0 ? 1 : 0)
                for _ in 0..<numbers {
                    guard let code = reader.variable(), code < words else {
                        return "title \(slot) uses a word that is not there"
                    }
                }
            }
        }
        return nil
    }

    private func alternativeTitles(_ value: UnsafeRawBufferPointer, _ nodes: Int) -> String? {
        let room = value.count - AlternativeTitleView.headerBytes
        if let reason = unsafe starts(value, nodes, room: room) { return reason }
        guard unsafe word(value, BlockLayout.slots) == room else {
            return "the records do not end at the end"
        }
        guard let base = value.baseAddress else { return nil }
        for slot in 0..<BlockLayout.slots {
            let start = unsafe word(value, slot)
            let bytes = unsafe (base + AlternativeTitleView.headerBytes + start)
                .assumingMemoryBound(to: UInt8.self)
            var reader = unsafe ByteReader(bytes, count: word(value, slot + 1) - start)
            var last: UInt32 = 0
            while reader.remaining > 0 {
                guard let record = AlternativeTitleView.read(&reader), record.ordering >= last
                else {
                    return "a record of title \(slot) does not decode or is out of order"
                }
                last = record.ordering
            }
        }
        return nil
    }
}
