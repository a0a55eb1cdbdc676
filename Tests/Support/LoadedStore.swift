import GraphLoader
import GraphModel
import GraphStore
import Testing

/// Rows in a store: written as dump files, loaded by the loader, opened; `try LoadedStore(rows)`.
///
/// When it goes, the store is checked and the directory removed; a store that is not sound is an
/// issue of the running test.
package final class LoadedStore {
    /// In which order the dump files hold the rows.
    package enum Order: Sendable {
        /// By id as text, like IMDb's.
        case text
        case asGiven
    }

    /// Where everything lies.
    package let directory: TemporaryDirectory
    /// What the load said.
    package let summary: LoadSummary
    /// The live generation.
    package let graph: Generation

    /// Loads rows; what a dump cannot say becomes what it can, see `asDumped()`.
    package convenience init(
        _ rows: MemoryGraph.Rows, order: Order = .text, isCompressed: Bool = false,
        without: Set<DumpFile> = [], memory: Int? = nil
    ) throws {
        let directory = try TemporaryDirectory()
        let dumped = rows.asDumped()
        try DumpWriter(order == .text ? dumped.inTextOrder() : dumped)
            .write(to: directory.path, isCompressed: isCompressed)
        try self.init(
            inputs: [directory.path], without: without, memory: memory, in: directory)
    }

    /// Loads dump files.
    package convenience init(
        inputs: [String], without: Set<DumpFile> = [], memory: Int? = nil
    ) throws {
        try self.init(
            inputs: inputs, without: without, memory: memory, in: TemporaryDirectory())
    }

    private init(
        inputs: [String], without: Set<DumpFile>, memory: Int?,
        in directory: TemporaryDirectory
    ) throws {
        self.directory = directory
        let database = directory.appending("db")
        var options = LoadOptions(inputs: inputs, database: database)
        options.without = without
        options.memory = memory
        summary = try Loader.load(options)
        graph = try DataDirectory(database).openCurrent()
    }

    /// What `costar check` says of the store.
    package func check() throws -> StoreCheck.Report { try StoreCheck.run(generation: graph.path) }

    deinit {
        do {
            let report = try check()
            if !report.isSound {
                Issue.record("the store is not sound: \(report.findings.prefix(20))")
            }
        } catch {
            Issue.record(error, "the store cannot be checked")
        }
    }
}
