internal import CSystem

/// Makes the tables of a search index.
///
/// Words get codes as they appear; once all are known they are sorted and get numbers. Memory: 4
/// bytes for each word of each distinct name, 4 more for each posting, 12 for each node, and the
/// distinct words with some 60 bytes each beside.
package struct SearchIndexBuilder: ~Copyable {
    private let source: SearchSource
    private let words = ByteDictionary()
    private var splitter = WordSplitter()
    /// Word codes of every name, node after node; ``nameEnd`` ends a name.
    private var names = GrowableBuffer<UInt32>()
    /// Where the names of each node start, and where the last ones end.
    private var starts = GrowableBuffer<Int>()
    /// What is known of each word, by its code.
    private var states = GrowableBuffer<WordState>()

    /// All that the loops over names ask of a word, in one place: words come in no order, and each
    /// place would be waited for.
    private struct WordState {
        /// The node or, when lists are filled, the rank that had the word last.
        var last = UInt32.max
        /// The place in the order of words.
        var number: UInt32 = 0
        /// How many nodes have the word; when lists are filled, where its next rank goes.
        var postings = 0
    }

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
        builder.collect()
        let order = builder.ranked()
        for start in stride(from: 0, to: order.count, by: Schema.nodesPerBlock) {
            let end = min(order.count, start + Schema.nodesPerBlock)
            try put(.order, start / Schema.nodesPerBlock, OrderView.block(order[start..<end]))
        }
        try builder.writeWords(put)
        let lists = try builder.writeNames(order, put)
        try builder.writePostings(lists, put)
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

    /// Reads the names once, in the order in which they lie in the file.
    private mutating func collect() {
        for node in 0..<UInt32(source.count) {
            let start = names.count
            starts.append(start)
            source.forEachName(node) { add($0, after: start) }
            for place in start..<names.count { count(names[place], node) }
        }
        starts.append(names.count)
    }

    /// Counts a word for a node, once.
    private mutating func count(_ code: UInt32, _ node: UInt32) {
        guard code != SearchIndexBuilder.nameEnd else { return }
        while states.count <= Int(code) { states.append(WordState()) }
        guard states[Int(code)].last != node else { return }
        states[Int(code)].last = node
        states[Int(code)].postings += 1
    }

    /// Adds the words of a name unless the node has a name of the same words already.
    private mutating func add(_ name: Text, after start: Int) {
        splitter.split(name)
        guard splitter.count > 0 else { return }
        let first = names.count
        for word in 0..<splitter.count { unsafe words.prefetch(splitter.bytes(word)) }
        for word in 0..<splitter.count {
            let code = unsafe words.code(of: splitter.bytes(word))
            names.append(code)
            if Int(code) < states.count { unsafe costar_prefetch(states.pointer(to: Int(code))) }
        }
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

    /// Sorts the words, numbers and writes them.
    private mutating func writeWords<Failure: Error>(
        _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var blocks = SearchBlockWriter(table: .words)
        for (number, code) in words.sortedCodes().enumerated() {
            states[Int(code)].number = UInt32(number)
            unsafe try blocks.append(words.bytes(Int(code)), put)
        }
        try blocks.finish(put)
    }

    /// The ranks that have each word, ascending, each once.
    private struct PostingLists: ~Copyable {
        /// List after list, in order of the words' numbers.
        var ranks = GrowableBuffer<UInt32>()
        /// Where each list starts, and where the last one ends.
        var starts: [Int]
    }

    /// Writes the names in order of rank and gathers the posting lists on the way.
    private mutating func writeNames<Failure: Error>(
        _ order: [UInt32], _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) -> PostingLists {
        var lists = PostingLists(starts: [Int](repeating: 0, count: states.count + 1))
        for code in 0..<states.count {
            lists.starts[Int(states[code].number) + 1] = states[code].postings
        }
        for word in 0..<states.count { lists.starts[word + 1] += lists.starts[word] }
        for code in 0..<states.count {
            states[code].last = .max
            states[code].postings = lists.starts[Int(states[code].number)]
        }
        let ranks = unsafe lists.ranks.appendRoom(lists.starts[states.count])
        var blocks = SearchBlockWriter(table: .names)
        var bytes = GrowableBuffer<UInt8>()
        for (rank, node) in order.enumerated() {
            prefetchNames(order, after: rank)
            bytes.removeAll()
            for place in starts[Int(node)]..<starts[Int(node) + 1] {
                guard names[place] != SearchIndexBuilder.nameEnd else {
                    bytes.append(0)
                    continue
                }
                let code = Int(names[place])
                let state = states[code]
                VariableInteger.append(state.number + 1, to: &bytes)
                if state.last != UInt32(rank) {
                    unsafe ranks[state.postings] = UInt32(rank)
                    states[code].last = UInt32(rank)
                    states[code].postings = state.postings + 1
                }
            }
            unsafe try blocks.append(UnsafeBufferPointer(bytes.elements), put)
        }
        try blocks.finish(put)
        return lists
    }

    /// Begins to fetch what nodes that come soon will ask for: where their words start, then the
    /// words, then what is known of these.
    @inline(__always)
    private func prefetchNames(_ order: [UInt32], after rank: Int) {
        guard rank + 24 < order.count else { return }
        unsafe costar_prefetch(starts.pointer(to: Int(order[rank + 24])))
        let start = starts[Int(order[rank + 16])]
        if start < names.count { unsafe costar_prefetch(names.pointer(to: start)) }
        let node = Int(order[rank + 8])
        // The first words: alternative titles mostly repeat them.
        for place in starts[node]..<min(starts[node + 1], starts[node] + 8) {
            let code = names[place]
            if code != SearchIndexBuilder.nameEnd {
                unsafe costar_prefetch(states.pointer(to: Int(code)))
            }
        }
    }

    private func writePostings<Failure: Error>(
        _ lists: borrowing PostingLists, _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var blocks = SearchBlockWriter(table: .postings)
        var bytes = GrowableBuffer<UInt8>()
        for word in 0..<words.count {
            let list = lists.starts[word]..<lists.starts[word + 1]
            bytes.removeAll()
            VariableInteger.append(UInt32(list.count), to: &bytes)
            var last: UInt32 = 0
            for place in list {
                let rank = lists.ranks[place]
                VariableInteger.append(rank - last, to: &bytes)
                last = rank
            }
            unsafe try blocks.append(UnsafeBufferPointer(bytes.elements), put)
        }
        try blocks.finish(put)
    }
}

/// Cuts byte strings into blocks of 4,096.
private struct SearchBlockWriter: ~Copyable {
    let table: SearchTable
    private var builder = TextBlockBuilder()
    private var block = 0

    init(table: SearchTable) { self.table = table }

    @unsafe mutating func append<Failure: Error>(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ put: (SearchTable, Int, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        unsafe builder.append(bytes)
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
