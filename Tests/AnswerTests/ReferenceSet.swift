import GraphLoader
import GraphModel
import GraphStore
import TestSupport

/// A set of reference data, loaded `--without title.crew` as its answers were computed.
final class ReferenceSet: Sendable {
    let name: String
    let summary: LoadSummary
    let graph: Generation
    /// What `costar check` said of the store.
    let report: StoreCheck.Report
    /// The same data, read from the TSV.
    let dump: DumpCredits

    private init(_ name: String) throws {
        self.name = name
        let directory = try TemporaryDirectory()
        var options = LoadOptions(
            inputs: [ReferenceData.dumps(name)], database: directory.appending("db"))
        options.without = [.crew]
        summary = try Loader.load(options)
        graph = try DataDirectory(options.database).openCurrent()
        report = try StoreCheck.run(generation: graph.path)
        dump = try DumpCredits(directory: ReferenceData.dumps(name))
        // The directory goes now: a set lives as long as the process, and so do its mapped pages.
    }

    /// A set, loaded once per run.
    static func loaded(_ name: String) throws -> ReferenceSet {
        switch name {
        case "neo4j_movies": try neo4j.get()
        case "small_imdb_real": try small.get()
        case "wikipedia_us": try wikipedia.get()
        default: try ReferenceSet(name)
        }
    }

    private static let neo4j = Result { try ReferenceSet("neo4j_movies") }
    private static let small = Result { try ReferenceSet("small_imdb_real") }
    private static let wikipedia = Result { try ReferenceSet("wikipedia_us") }
}
