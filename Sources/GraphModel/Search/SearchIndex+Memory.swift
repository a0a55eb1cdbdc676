extension SearchIndex {
    /// Builds the index of a label in memory.
    init(_ source: SearchSource, in arena: BlockArena) {
        var blocks: [SearchTable: [[UInt8]]] = [:]
        let wordCount = SearchIndexBuilder.build(source) { table, _, bytes in
            blocks[table, default: []].append(bytes)
        }
        func table(_ table: SearchTable) -> BlockTable {
            arena.table(copying: blocks[table] ?? [])
        }
        self.init(
            order: OrderView(table: table(.order), count: source.count),
            words: TextView(table: table(.words)), postings: TextView(table: table(.postings)),
            names: TextView(table: table(.names)), wordCount: wordCount)
    }
}
