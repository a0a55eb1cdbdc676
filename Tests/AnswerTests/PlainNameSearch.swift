import GraphModel
import GraphQuery

/// SEARCH and SUGGEST by looking at every name of every node, as their documents define them.
struct PlainNameSearch {
    /// A node with the words of each of its names, as numbers of distinct words.
    private struct Entry {
        let node: UInt32
        let popularity: UInt64
        let names: [[Int]]
    }

    private var words: [[UInt32]] = []
    private var numbers: [[UInt32]: Int] = [:]
    private var entries: [Entry] = []
    /// Every name, to take queries from.
    private(set) var texts: [String] = []

    init(_ label: Label, _ graph: some GraphReading) {
        for node in 0..<UInt32(graph.count(label)) {
            var names: [String] = []
            var popularity: UInt64 = 0
            switch label {
            case .title:
                for column in [TextColumn.primaryTitle, .originalTitle] {
                    if let text = graph.text(column, node) { names.append(text.string) }
                }
                graph.alternativeTitles.forEach(ofTitle: node) { alternative in
                    if let text = alternative.title { names.append(text.string) }
                }
                popularity = UInt64(graph.column(.votes)[node] ?? 0) * 4
            case .person:
                if let text = graph.text(.name, node) { names.append(text.string) }
                for title in graph.adjacency(.knownForByPerson).list(node) {
                    popularity += UInt64(graph.column(.votes)[title] ?? 0)
                }
            }
            texts += names
            let split = names.map { PlainNameSearch.split($0).map { number(of: $0) } }
            entries.append(Entry(node: node, popularity: popularity, names: split))
        }
        entries.sort { left, right in
            left.popularity != right.popularity
                ? left.popularity > right.popularity : left.node < right.node
        }
    }

    private mutating func number(of word: [UInt32]) -> Int {
        if let number = numbers[word] { return number }
        numbers[word] = words.count
        words.append(word)
        return words.count - 1
    }

    /// The words of a text, as characters.
    private static func split(_ text: String) -> [[UInt32]] {
        var splitter = WordSplitter()
        let bytes = Array(text.utf8)
        unsafe bytes.withUnsafeBufferPointer { unsafe splitter.split($0) }
        return (0..<splitter.count).map { index in
            String(decoding: splitter.word(index), as: UTF8.self).unicodeScalars.map(\.value)
        }
    }

    /// One hit: the node and its score.
    struct Hit: Equatable {
        let node: UInt32
        let score: Int
    }

    func search(
        _ text: String, _ typos: SearchQuery.Typos, admits: (UInt32) -> Bool
    ) -> [Hit] {
        let query = PlainNameSearch.split(text)
        if typos == .yes { return hits(query, true).filter { admits($0.node) } }
        let exact = hits(query, false)
        if typos == .no || !exact.isEmpty { return exact.filter { admits($0.node) } }
        return hits(query, true).filter { admits($0.node) }
    }

    func suggest(_ text: String, limit: Int) -> [UInt32] {
        let query = PlainNameSearch.split(text)
        let costs = costs(query, admitsTypos: false)
        var found: [UInt32] = []
        for entry in entries where found.count < limit {
            if cheapest(entry, costs) != nil { found.append(entry.node) }
        }
        return found
    }

    func popularity(_ node: UInt32) -> UInt64 {
        entries.first { $0.node == node }?.popularity ?? 0
    }

    private func hits(_ query: [[UInt32]], _ admitsTypos: Bool) -> [Hit] {
        let costs = costs(query, admitsTypos: admitsTypos)
        let sought = query.map { numbers[$0] ?? -1 }
        var levels: [Int: [Hit]] = [:]
        for entry in entries {
            guard let cheapest = cheapest(entry, costs) else { continue }
            // Level 0 is a whole name, 1 whole words, 2 a beginning, more is 2 and the edits.
            let edits = cheapest.reduce(0) { $0 + max(0, $1 - 1) }
            let level =
                entry.names.contains(sought)
                ? 0 : edits > 0 ? 2 + edits : cheapest.contains(1) ? 2 : 1
            levels[level, default: []].append(Hit(node: entry.node, score: max(0, 4 - level)))
        }
        return levels.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    /// For each word of the query the cost of each distinct word: 0 the same, 1 it begins so, 1 + n
    /// after n edits, -1 another word.
    private func costs(_ query: [[UInt32]], admitsTypos: Bool) -> [[Int]] {
        query.enumerated().map { place, sought in
            let hasDigit = sought.contains { $0 >= 0x30 && $0 <= 0x39 }
            let most = hasDigit || sought.count < 3 ? 0 : sought.count < 6 ? 1 : 2
            return words.map { word in
                if word == sought { return 0 }
                if place == query.count - 1, word.starts(with: sought) { return 1 }
                guard admitsTypos, most > 0, abs(word.count - sought.count) <= most else {
                    return -1
                }
                let edits = PlainNameSearch.edits(word, sought)
                return edits <= most ? 1 + edits : -1
            }
        }
    }

    /// For each word of the query the lowest cost among the words of a node; nil when one is
    /// missing.
    private func cheapest(_ entry: Entry, _ costs: [[Int]]) -> [Int]? {
        var found: [Int] = []
        for table in costs {
            var best = Int.max
            for name in entry.names {
                for word in name where table[word] >= 0 { best = min(best, table[word]) }
            }
            guard best < Int.max else { return nil }
            found.append(best)
        }
        return found
    }

    /// The textbook table of optimal string alignment, whole.
    private static func edits(_ left: [UInt32], _ right: [UInt32]) -> Int {
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
        for row in 0...left.count { table[row][0] = row }
        for column in 0...right.count { table[0][column] = column }
        for row in 1..<left.count + 1 {
            for column in 1..<right.count + 1 {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                table[row][column] = min(
                    table[row - 1][column] + 1, table[row][column - 1] + 1,
                    table[row - 1][column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2],
                    left[row - 2] == right[column - 1]
                {
                    table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
                }
            }
        }
        return table[left.count][right.count]
    }
}
