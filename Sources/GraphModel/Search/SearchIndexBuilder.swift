/// Makes the tables of a search index.
///
/// Words get numbers as they appear; once all are known they are sorted and renumbered. Memory: 4
/// bytes for each word of each distinct name, 4 more for each posting, and the distinct words.
package struct SearchIndexBuilder {
    private let source: SearchSource
    private let words = ByteDictionary()
    private var splitter = WordSplitter()
    /// Word numbers of every name in order of rank; ``nameEnd`` ends a name.
    private var names: [UInt32] = []
    /// Where the names of each rank start.
    private var starts: [Int] = []

    private static let nameEnd = UInt32.max

    /// Builds the index of a label.
    ///
    /// - Parameters:
    ///   - source: Names and popularity.
    ///   - put: Called with the table, the number and the bytes of each block.
    /// - Returns: The number of distinct words.
    /// - Throws: What `put` throws.
    package static func build<Failure: Error>(
        _ source: SearchSource, put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        var builder = SearchIndexBuilder(source: source)
        let order = builder.ranked()
        builder.collect(order)
        for start in stride(from: 0, to: order.count, by: Schema.nodesPerBlock) {
            let end = min(order.count, start + Schema.nodesPerBlock)
            try put(.order, start / Schema.nodesPerBlock, OrderView.block(order[start..<end]))
        }
        try builder.writeWords(put)
        try builder.writeNames(put)
        try builder.writePostings(put)
        return builder.words.count
    }

    private init(source: SearchSource) { self.source = source }

    /// Nodes by popularity, the highest first, then by number.
    private func ranked() -> [UInt32] {
        var known: [(popularity: UInt64, node: UInt32)] = []
        var rest: [UInt32] = []
        for node in 0..<UInt32(source.count) {
            let popularity = source.popularity(node)
            if popularity > 0 { known.append((popularity, node)) } else { rest.append(node) }
        }
        known.sort { left, right in
            left.popularity != right.popularity
                ? left.popularity > right.popularity : left.node < right.node
        }
        return known.map(\.node) + rest
    }

    private mutating func collect(_ order: [UInt32]) {
        starts.reserveCapacity(order.count + 1)
        for node in order {
            let start = names.count
            starts.append(start)
            source.forEachName(node) { add($0, after: start) }
        }
        starts.append(names.count)
    }

    /// Adds the words of a name unless the node has a name of the same words already.
    private mutating func add(_ name: Text, after start: Int) {
        splitter.split(name)
        guard splitter.count > 0 else { return }
        let first = names.count
        let words = words
        unsafe splitter.forEachWord { unsafe names.append(words.code(of: $0)) }
        names.append(SearchIndexBuilder.nameEnd)
        var place = start
        while place < first {
            var length = 0
            while names[place + length] == names[first + length] {
                if names[place + length] == SearchIndexBuilder.nameEnd {
                    names.removeLast(names.count - first)
                    return
                }
                length += 1
            }
            while names[place] != SearchIndexBuilder.nameEnd { place += 1 }
            place += 1
        }
    }

    /// Sorts the words, renumbers them everywhere and writes them.
    private mutating func writeWords<Failure: Error>(
        _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let sorted = words.sortedCodes()
        var numbers = [UInt32](repeating: 0, count: sorted.count)
        for (number, code) in sorted.enumerated() { numbers[Int(code)] = UInt32(number) }
        for place in names.indices where names[place] != SearchIndexBuilder.nameEnd {
            names[place] = numbers[Int(names[place])]
        }
        var blocks = SearchBlockWriter(table: .words)
        for code in sorted { try blocks.append(words.word(Int(code)), put) }
        try blocks.finish(put)
    }

    private func writeNames<Failure: Error>(
        _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var blocks = SearchBlockWriter(table: .names)
        var bytes: [UInt8] = []
        for rank in 0..<source.count {
            bytes.removeAll(keepingCapacity: true)
            for word in names[starts[rank]..<starts[rank + 1]] {
                // The end of a name is written as 0.
                VariableInteger.append(word &+ 1, to: &bytes)
            }
            try blocks.append(bytes, put)
        }
        try blocks.finish(put)
    }

    private func writePostings<Failure: Error>(
        _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let lists = rankLists()
        var blocks = SearchBlockWriter(table: .postings)
        var bytes: [UInt8] = []
        for word in 0..<words.count {
            let list = lists.ranks[lists.starts[word]..<lists.starts[word + 1]]
            bytes.removeAll(keepingCapacity: true)
            VariableInteger.append(UInt32(list.count), to: &bytes)
            var last: UInt32 = 0
            for rank in list {
                VariableInteger.append(rank - last, to: &bytes)
                last = rank
            }
            try blocks.append(bytes, put)
        }
        try blocks.finish(put)
    }

    /// For each word the ranks that have it, ascending, each once.
    private func rankLists() -> (ranks: [UInt32], starts: [Int]) {
        var starts = [Int](repeating: 0, count: words.count + 1)
        forEachPosting { word, _ in starts[word + 1] += 1 }
        for word in 0..<words.count { starts[word + 1] += starts[word] }
        var ranks = [UInt32](repeating: 0, count: starts[words.count])
        var next = starts
        forEachPosting { word, rank in
            ranks[next[word]] = rank
            next[word] += 1
        }
        return (ranks, starts)
    }

    private func forEachPosting(_ body: (Int, UInt32) -> Void) {
        var lastRank = [UInt32](repeating: .max, count: words.count)
        for rank in 0..<source.count {
            for word in names[starts[rank]..<starts[rank + 1]]
            where word != SearchIndexBuilder.nameEnd && lastRank[Int(word)] != UInt32(rank) {
                lastRank[Int(word)] = UInt32(rank)
                body(Int(word), UInt32(rank))
            }
        }
    }
}

/// Cuts byte strings into blocks of 4,096.
private struct SearchBlockWriter {
    let table: SearchTable
    private var builder = TextBlockBuilder()
    private var block = 0

    init(table: SearchTable) { self.table = table }

    mutating func append<Failure: Error>(
        _ bytes: [UInt8], _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        unsafe bytes.withUnsafeBufferPointer { unsafe builder.append($0) }
        if builder.count == Schema.nodesPerBlock { try finish(put) }
    }

    mutating func finish<Failure: Error>(
        _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        guard builder.count > 0 else { return }
        try put(table, block, builder.finish())
        block += 1
    }
}
