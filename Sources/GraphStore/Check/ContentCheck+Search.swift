internal import GraphModel

/// The search index of a label tells the same as the names it was made from.
extension ContentCheck {
    mutating func checkSearchIndex(_ label: Label) {
        let index = generation.searchIndex(label)
        let source = SearchSource(label, of: generation)
        checkRanks(label, index, source)
        checkWords(label, index)
        guard report.isSound else { return }
        let postings = checkNames(label, index, source)
        guard report.isSound else { return }
        checkPostings(label, index, postings)
    }

    /// Each node has one rank, by popularity, then by number.
    private mutating func checkRanks(_ label: Label, _ index: SearchIndex, _ source: SearchSource) {
        var last: (popularity: UInt64, node: UInt32)?
        for rank in 0..<index.rankCount {
            let node = index.node(rank: rank)
            guard node < UInt32(source.count) else {
                return add(.search(label, .order), "rank \(rank)", "node \(node) does not exist")
            }
            let popularity = source.popularity(node)
            // Strictly descending, so no node stands twice.
            if let last,
                last.popularity < popularity
                    || last.popularity == popularity && last.node >= node
            {
                return add(.search(label, .order), "rank \(rank)", "node \(node) is out of order")
            }
            last = (popularity, node)
        }
    }

    private mutating func checkWords(_ label: Label, _ index: SearchIndex) {
        var last: Text?
        for number in 0..<UInt32(index.wordCount) {
            let word = index.word(number)
            if word.count == 0 || last.map({ $0.compare(word) >= 0 }) ?? false {
                return add(.search(label, .words), "word \(number)", "empty or out of order")
            }
            last = word
        }
    }

    /// The words of each rank's names are those of the texts.
    ///
    /// - Returns: Pairs of word and rank.
    private mutating func checkNames(
        _ label: Label, _ index: SearchIndex, _ source: SearchSource
    ) -> Int {
        var splitter = WordSplitter()
        var postings = 0
        for rank in 0..<index.rankCount {
            var names: [[[UInt8]]] = []
            source.forEachName(index.node(rank: rank)) { text in
                splitter.split(text)
                let words = (0..<splitter.count).map { splitter.word($0) }
                if !words.isEmpty && !names.contains(words) { names.append(words) }
            }
            var stored: [[[UInt8]]] = []
            var open: [[UInt8]] = []
            var reader = index.names(rank: rank).reader
            var isSound = true
            while reader.remaining > 0 {
                guard let value = reader.variable(), value <= UInt32(index.wordCount) else {
                    isSound = false
                    break
                }
                if value == 0 {
                    stored.append(open)
                    open = []
                } else {
                    open.append(index.word(value - 1).array)
                }
            }
            if !isSound || !open.isEmpty || stored != names {
                add(
                    .search(label, .names), "rank \(rank)",
                    "the words are not those of the names of node \(index.node(rank: rank))")
                return postings
            }
            postings += Set(names.joined()).count
        }
        return postings
    }

    /// Every rank of a posting list has the word, and no pair is missing.
    private mutating func checkPostings(_ label: Label, _ index: SearchIndex, _ expected: Int) {
        var count = 0
        for word in 0..<UInt32(index.wordCount) {
            var reader = index.postings(word)
            var last: UInt32?
            while let rank = reader.next() {
                count += 1
                guard rank < UInt32(index.rankCount), last.map({ $0 < rank }) ?? true,
                    index.names(rank: Int(rank)).holds(word)
                else {
                    return add(
                        .search(label, .postings), "word \(word)",
                        "rank \(rank) is out of order or lacks the word")
                }
                last = rank
            }
            if reader.remaining > 0 || last == nil {
                return add(.search(label, .postings), "word \(word)", "the list is cut off")
            }
        }
        if count != expected {
            add(
                .search(label, .postings), "all blocks",
                "\(count) ranks in the lists, \(expected) in the names")
        }
    }
}

extension Text {
    /// Whether names hold a word.
    fileprivate func holds(_ word: UInt32) -> Bool {
        var reader = reader
        while let value = reader.variable() {
            if value == word + 1 { return true }
        }
        return false
    }
}
