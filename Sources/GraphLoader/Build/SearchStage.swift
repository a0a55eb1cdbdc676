internal import CSystem
internal import GraphModel
internal import GraphStore

/// The search indexes, made from the tables written before.
enum SearchStage {
    /// Builds the index of titles and that of people, side by side unless memory is tight.
    ///
    /// - Parameters:
    ///   - graph: Every other table.
    ///   - context: Where the blocks go.
    /// - Returns: The counters, now whole.
    /// - Throws: What storing a block throws.
    static func write(
        _ graph: Generation, _ context: LoadContext
    ) throws(LoadError) -> GraphStatistics {
        var statistics = graph.statistics
        guard !context.plan.isTight else {
            let titles = try write(.title, graph, context)
            costar_trim_memory()
            statistics.searchWords = [titles, try write(.person, graph, context)]
            return statistics
        }
        let (titles, people) = try concurrently(
            context.stop,
            { () throws(LoadError) in try write(.title, graph, context) },
            { () throws(LoadError) in try write(.person, graph, context) })
        statistics.searchWords = [titles, people]
        return statistics
    }

    private static func write(
        _ label: Label, _ graph: Generation, _ context: LoadContext
    ) throws(LoadError) -> Int {
        let source = SearchSource(label, of: graph)
        return try SearchIndexBuilder.build(source) {
            (table, block, bytes) throws(LoadError) in
            try context.put(bytes, block: block, in: .search(label, table))
        }
    }
}
