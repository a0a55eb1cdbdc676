public import GraphModel

extension Traversal {
    /// The nodes whose name (a title's primary one) is a text, case and accents aside.
    ///
    /// - Returns: The best known first.
    /// - Throws: ``QueryError`` when the question was cut off.
    /// - Complexity: O(nodes that have the rarest word of the text).
    public func bearers(
        of name: some Collection<UInt8>, _ label: Label
    ) throws(QueryError) -> [UInt32] {
        var meter = startMeter()
        defer { explored = meter.explored }
        let index = graph.searchIndex(label)
        guard let patterns = try patterns(SearchQuery(name), index, lastBegins: false, &meter)
        else { return [] }
        let texts = graph.texts(label == .title ? .primaryTitle : .name)
        let wanted = Fold.folded(name)
        var folded = GrowableBuffer<UInt8>()
        var matcher = NameMatcher(patterns, index)
        var bearers: [UInt32] = []
        try Candidates(patterns, index).forEach(isShort: false, &meter) { rank in
            guard matcher.match(rank: rank) == Exactness(level: 0) else { return true }
            // The words are those of a name: of this one, with its punctuation?
            let node = index.node(rank: rank)
            guard case .text(let text) = texts.stored(node) else { return true }
            folded.removeAll()
            Fold.append(text, to: &folded)
            if unsafe folded.elements.elementsEqual(wanted) { bearers.append(node) }
            return true
        }
        return bearers
    }
}
