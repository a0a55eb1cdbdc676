public import GraphModel

extension Traversal {
    /// The nodes whose names hold some words, the best fit first, then the best known.
    ///
    /// - Parameters:
    ///   - label: Titles or people.
    ///   - query: The words.
    ///   - typos: Whether words may be misspelt.
    ///   - page: The rows wanted.
    ///   - admits: Whether a node may be found.
    /// - Returns: The page; empty when the query is.
    /// - Throws: ``QueryError`` when the question was cut off.
    /// - Complexity: O(nodes that have the rarest word); with typos one walk over the words of the
    ///   index for each word. Memory: one bit a node, 4 bytes a hit up to the end of the page.
    public func search(
        _ label: Label, _ query: SearchQuery, typos: SearchQuery.Typos, page: Page,
        admits: (UInt32) -> Bool
    ) throws(QueryError) -> SearchPage {
        var meter = startMeter()
        defer { explored = meter.explored }
        if typos != .yes {
            let exact = try hits(label, query, admitsTypos: false, page, &meter, admits)
            if typos == .no || exact.matched > 0 { return exact.page }
        }
        return try hits(label, query, admitsTypos: true, page, &meter, admits).page
    }

    /// The best known nodes whose names hold some words, the last one at least as a beginning: for
    /// search boxes.
    ///
    /// - Parameters:
    ///   - label: Titles or people.
    ///   - query: The words.
    ///   - limit: Nodes at most.
    /// - Returns: Nodes by popularity, then by number.
    /// - Throws: ``QueryError`` when the question was cut off.
    public func suggest(
        _ label: Label, _ query: SearchQuery, limit: Int
    ) throws(QueryError) -> [UInt32] {
        var meter = startMeter()
        defer { explored = meter.explored }
        let index = graph.searchIndex(label)
        guard let patterns = try patterns(query, index, &meter) else {
            return []
        }
        var matcher = NameMatcher(patterns, index)
        var nodes: [UInt32] = []
        guard limit > 0 else { return nodes }
        try Candidates(patterns, index).forEach(isShort: true, &meter) { rank in
            if matcher.match(rank: rank) != nil { nodes.append(index.node(rank: rank)) }
            return nodes.count < limit
        }
        return nodes
    }

    /// The best known titles and people together, or those of one label.
    ///
    /// - Returns: By popularity, titles before people, then by number.
    /// - Throws: ``QueryError`` when the question was cut off.
    public func suggest(
        _ label: Label?, _ query: SearchQuery, limit: Int
    ) throws(QueryError) -> [(label: Label, node: UInt32)] {
        if let label { return try suggest(label, query, limit: limit).map { (label, $0) } }
        var merged: [(popularity: UInt64, label: Label, node: UInt32)] = []
        for label in Label.allCases {
            let source = SearchSource(label, of: graph)
            for node in try suggest(label, query, limit: limit) {
                merged.append((source.popularity(node), label, node))
            }
        }
        merged.sort { left, right in
            if left.popularity != right.popularity { return left.popularity > right.popularity }
            return (left.label.rawValue, left.node) < (right.label.rawValue, right.node)
        }
        return merged.prefix(limit).map { ($0.label, $0.node) }
    }

    private func hits(
        _ label: Label, _ query: SearchQuery, admitsTypos: Bool, _ page: Page,
        _ meter: inout WorkMeter, _ admits: (UInt32) -> Bool
    ) throws(QueryError) -> (matched: Int, page: SearchPage) {
        let index = graph.searchIndex(label)
        guard let patterns = try patterns(query, index, admitsTypos: admitsTypos, &meter) else {
            return (0, SearchPage(total: 0, rows: []))
        }
        var matcher = NameMatcher(patterns, index)
        var matched = 0
        var total = 0
        let (end, overflows) = page.offset.addingReportingOverflow(page.limit)
        let kept = overflows ? Int.max : end
        var levels: [Exactness: [UInt32]] = [:]
        try Candidates(patterns, index).forEach(isShort: false, &meter) { rank in
            guard let exactness = matcher.match(rank: rank) else { return true }
            matched += 1
            let node = index.node(rank: rank)
            guard admits(node) else { return true }
            total += 1
            if levels[exactness]?.count ?? 0 < kept {
                levels[exactness, default: []].append(node)
            }
            return true
        }
        var rows: [SearchPage.Row] = []
        var skipped = 0
        for (exactness, nodes) in levels.sorted(by: { $0.key < $1.key }) {
            let first = min(nodes.count, max(0, page.offset - skipped))
            skipped += nodes.count
            for node in nodes[first...].prefix(page.limit - rows.count) {
                rows.append(SearchPage.Row(node: node, exactness: exactness))
            }
        }
        return (matched, SearchPage(total: total, rows: rows))
    }

    /// What each word stands for, the last one perhaps as a beginning; nil when one stands for
    /// nothing, or without words.
    func patterns(
        _ query: SearchQuery, _ index: SearchIndex, lastBegins: Bool = true,
        admitsTypos: Bool = false, _ meter: inout WorkMeter
    ) throws(QueryError) -> [WordPattern]? {
        var patterns: [WordPattern] = []
        for (place, word) in query.words.enumerated() {
            try meter.add(1)
            let pattern = try WordPattern(
                word, mayBegin: lastBegins && place == query.words.count - 1,
                admitsTypos: admitsTypos, index, &meter)
            if pattern.isEmpty { return nil }
            patterns.append(pattern)
        }
        return patterns.isEmpty ? nil : patterns
    }
}
