internal import CSystem
internal import GraphModel
internal import GraphStore

/// Builds a generation from dumps and makes it the live one.
public enum Loader {
    /// Loads dumps into a data directory.
    ///
    /// Reads title.ratings and title.basics beside name.basics, then title.crew and
    /// title.principals beside the writing of everything else and the search indexes.
    ///
    /// The live generation, if any, is not touched until the new one is complete and synced;
    /// whatever stops the load, it stays live.
    ///
    /// - Complexity: linear in the rows; memory holds the records of titles and people, 4 bytes a
    ///   person and 8 a credit, and the open blocks, never a whole file.
    /// - Throws: A ``LoadError`` that names file, line and column where there are such.
    public static func load(_ options: LoadOptions) throws(LoadError) -> LoadSummary {
        try load(Preflight.plan(options))
    }

    /// Loads what a plan says, also when the live generation holds the same.
    public static func load(_ plan: LoadPlan) throws(LoadError) -> LoadSummary {
        guard !plan.options.isDryRun else { return try rehearse(plan) }
        return try GenerationBuild(plan, command: "load").publish()
    }

    /// Reads everything and writes nothing, not even a directory.
    ///
    /// Search indexes are made from what has been written, so there are none.
    private static func rehearse(_ plan: LoadPlan) throws(LoadError) -> LoadSummary {
        let started = monotonicSeconds()
        let rejects = RejectLog(directory: nil, isStrict: plan.options.isStrict)
        let context = LoadContext(plan, writer: nil, rejects: rejects)
        let tables = try buildTables(context, nil)
        return LoadSummary(
            generation: nil, files: context.fileSummaries,
            absent: DumpFile.allCases.filter { plan.inputs[$0] == nil },
            statistics: tables.statistics, seconds: monotonicSeconds() - started,
            stages: plan.options.progress.stages, bytesOnDisk: context.putBytes, rejectsPath: "")
    }

    /// Writes everything and syncs it.
    static func build(
        _ context: LoadContext, _ writer: GenerationWriter
    ) throws(LoadError) -> GraphStatistics {
        let tables = try buildTables(context, writer)
        try context.stage(.sync) { () throws(LoadError) in
            try storing { () throws(StoreError) in
                try writer.finish(
                    words: tables.words, statistics: tables.statistics,
                    orderCounts: tables.orderCounts)
            }
        }
        return tables.statistics
    }

    /// What the tables say that no block does.
    private struct Tables: Sendable {
        var words: [WordList: ByteDictionary]
        var statistics: GraphStatistics
        let orderCounts: [TextOrder: Int]
    }

    /// Writes every table.
    private static func buildTables(
        _ context: LoadContext, _ writer: GenerationWriter?
    ) throws(LoadError) -> Tables {
        let (titles, people) = try concurrently(
            context.stop,
            { () throws(LoadError) in try TitlesStage.read(context) },
            { () throws(LoadError) in try PeopleStage.read(context) })
        let movies = TitleMarks(titles, ofType: "movie")
        let (credits, rest) = try concurrently(
            context.stop,
            { () throws(LoadError) in
                try writeCredits(context, titles: titles, movies: movies, people: people)
            },
            { () throws(LoadError) in
                let rest = try writeRest(context, titles: titles, people: people)
                return context.plan.isTight ? rest : try writeSearch(rest, context, writer)
            })
        var tables = context.plan.isTight ? try writeSearch(rest, context, writer) : rest
        tables.words[.categories] = credits.categories
        tables.statistics.credits = credits.statistics.credits
        tables.statistics.crewOnlyCredits = credits.statistics.crewOnlyCredits
        tables.statistics.titleCreditsMax = credits.statistics.titleCreditsMax
        tables.statistics.personCreditsMax = credits.statistics.personCreditsMax
        tables.statistics.components = credits.componentSizes.count
        try ComponentsStage.writeSizes(credits.componentSizes, context)
        return tables
    }

    private struct Credits: Sendable {
        var statistics: GraphStatistics
        let categories: ByteDictionary
        let componentSizes: [UInt32]
    }

    private static func writeCredits(
        _ context: LoadContext, titles: NodeTable, movies: TitleMarks, people: NodeTable
    ) throws(LoadError) -> Credits {
        let crew = try CrewTable.read(context, titles: titles, people: people)
        let credits = try PrincipalsStage.read(
            context, titles: titles, movies: movies, people: people, crew: crew)
        let componentSizes = try context.stage(.components) { () throws(LoadError) in
            try ComponentsStage.write(credits.components, context)
        }
        var statistics = credits.statistics
        statistics.personCreditsMax = try context.stage(.creditsByPerson) {
            () throws(LoadError) in
            try CreditsByPersonStage.write(credits, movies: movies, people: people.count, context)
        }
        return Credits(
            statistics: statistics, categories: credits.categories,
            componentSizes: componentSizes)
    }

    /// Writes what has to do with no credit; the records of titles and people are gone then.
    private static func writeRest(
        _ context: LoadContext, titles: NodeTable, people: NodeTable
    ) throws(LoadError) -> Tables {
        var statistics = GraphStatistics()
        statistics.nodes = [titles.count, people.count]
        let orderedTitles = try context.stage(.writeTitles) { () throws(LoadError) in
            try TitlesStage.write(titles, context)
        }
        var byType = [Int](repeating: 0, count: titles.words[.titleTypes]?.count ?? 0)
        for node in 0..<UInt32(titles.count) {
            let record = unsafe titles.record(node)
            let type = unsafe Int(record.byte(TitleRecord.type))
            if type < byType.count { byType[type] += 1 }
            if unsafe record.word(TitleRecord.votes) != .max { statistics.ratedTitles += 1 }
        }
        statistics.titlesByType = byType
        titles.dropRecords()
        let written = try context.stage(.writePeople) { () throws(LoadError) in
            try PeopleStage.write(people, titles: titles, context)
        }
        people.dropRecords()
        statistics.knownFor = written.knownFor
        statistics.episodes = try EpisodesStage.write(titles, context)
        let alternativeTitles = try AlternativeTitlesStage.write(titles, context)
        statistics.alternativeTitles = alternativeTitles.rows
        var words = titles.words.merging(people.words) { first, _ in first }
        words.merge(alternativeTitles.words) { first, _ in first }
        return Tables(
            words: words, statistics: statistics,
            orderCounts: [.titles: orderedTitles, .names: written.ordered])
    }

    /// Makes the search indexes from the tables written so far, while the credits are still being
    /// read unless memory is tight; a dry run has nothing to make them from.
    private static func writeSearch(
        _ rest: Tables, _ context: LoadContext, _ writer: GenerationWriter?
    ) throws(LoadError) -> Tables {
        guard let writer else { return rest }
        // What was held for the tables is free by now: back to the system with it.
        costar_trim_memory()
        let graph = try storing { () throws(StoreError) in
            try writer.snapshot(
                words: rest.words, statistics: rest.statistics, orderCounts: rest.orderCounts)
        }
        var whole = rest
        whole.statistics = try context.stage(.search) { () throws(LoadError) in
            try SearchStage.write(graph, context)
        }
        return whole
    }
}
