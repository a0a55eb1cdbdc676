internal import GraphModel
internal import GraphStore

/// A generation that a load has built and nobody serves yet.
///
/// It goes away with the object unless ``publish(changes:)`` makes it the live one.
final class GenerationBuild {
    private let plan: LoadPlan
    private let command: String
    private let draft: GenerationDraft
    private let startedAt = UTCTime.now()
    private let started = monotonicSeconds()
    private let files: [FileSummary]
    private let statistics: GraphStatistics
    /// The generation that is live meanwhile.
    let previous: String?

    /// Takes the lock of the data directory and builds.
    ///
    /// - Parameters:
    ///   - plan: What to read.
    ///   - command: What the manifest is to say.
    ///   - alsoStages: Stages that will come before ``publish(changes:)``.
    /// - Throws: What stops the load; the draft is removed.
    init(
        _ plan: LoadPlan, command: String, alsoStages: [LoadStage] = []
    ) throws(LoadError) {
        self.plan = plan
        self.command = command
        let directory = DataDirectory(plan.options.database)
        let draft = try storing { () throws(StoreError) in try GenerationDraft(in: directory) }
        self.draft = draft
        previous = try? directory.currentName()
        let writer = try storing { () throws(StoreError) in
            try GenerationWriter(path: draft.path)
        }
        let rejects = RejectLog(directory: draft.path, isStrict: plan.options.isStrict)
        let context = LoadContext(
            plan, writer: writer, rejects: rejects, alsoStages: alsoStages)
        statistics = try Loader.build(context, writer)
        try rejects.finish()
        files = context.fileSummaries
    }

    /// Where the files of the generation lie.
    var path: String { draft.path }
    /// The name it will have.
    var name: String { draft.name }

    /// Writes the manifest and makes the generation the live one.
    ///
    /// - Parameter changes: For a refresh, how many of each kind came, went and changed.
    /// - Returns: What the load did.
    /// - Throws: What the store says; the generation that was live stays then.
    func publish(changes: [Manifest.Change] = []) throws(LoadError) -> LoadSummary {
        let options = plan.options
        let draft = draft
        let rows = Dictionary(uniqueKeysWithValues: files.map { ($0.file, $0.rows) })
        try storing { () throws(StoreError) in
            try Manifest(
                program: ProgramVersion.current, command: command, started: startedAt,
                seconds: monotonicSeconds() - started, previous: previous,
                only: options.only.sorted(), without: options.without.map(\.rawValue).sorted(),
                inputs: DumpFile.allCases.compactMap { file in
                    plan.inputs[file].map { file.manifest($0, rows: rows[file] ?? []) }
                },
                stages: options.progress.stages,
                counts: statistics.nodes + [statistics.creditCount], changes: changes,
                files: try Manifest.files(generation: draft.path)
            ).write(generation: draft.path)
            try draft.publish(keep: options.keep)
        }
        let path = DataDirectory(options.database).path(ofGeneration: draft.name)
        let bytes = try storing { () throws(StoreError) in
            try FileSystem.size("\(path)/\(DataDirectory.dataName)") ?? 0
        }
        return LoadSummary(
            generation: draft.name, files: files,
            absent: DumpFile.allCases.filter { plan.inputs[$0] == nil }, statistics: statistics,
            seconds: monotonicSeconds() - started, stages: options.progress.stages,
            bytesOnDisk: bytes, rejectsPath: "\(path)/\(RejectLog.name)")
    }
}
