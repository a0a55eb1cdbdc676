internal import GraphModel
public import GraphStore

/// What a refresh did.
public struct RefreshSummary: Sendable {
    /// The load of the newer dumps.
    public let load: LoadSummary
    /// The generation that was live before.
    public let previous: String
    /// How many of each kind came, went and changed.
    public let changes: [Manifest.Change]
    /// How often each field changed, `title.startYear`, most often first.
    public let fields: [(name: String, count: Int)]
    /// Path of the audit trail.
    public let changesPath: String
}

/// Loads newer dumps in place of the live generation and tells what changed.
public enum Refresh {
    /// A plan for newer dumps, loaded as the live generation was.
    ///
    /// - Parameter options: Where `only` and `without` are empty, those of the live generation are
    ///   taken: a graph of films stays one.
    /// - Returns: The plan; see ``LoadPlan/unchanged``.
    /// - Throws: ``StoreError/nothingLoaded(path:)`` when nothing is live, and what else opening
    ///   the live generation says; what ``Preflight`` says.
    public static func plan(_ options: LoadOptions) throws(LoadError) -> LoadPlan {
        let directory = DataDirectory(options.database)
        // What cannot be compared with in the end need not be built first.
        _ = try storing { () throws(StoreError) in try directory.openCurrent() }
        var asked = options
        if let manifest = directory.currentManifest() {
            if asked.only.isEmpty { asked.only = Set(manifest.only) }
            if asked.without.isEmpty {
                asked.without = Set(manifest.without.compactMap { DumpFile(rawValue: $0) })
            }
        }
        return try Preflight.plan(asked)
    }

    /// Builds the next generation, compares it with the live one, writes `changes.tsv` into it and
    /// makes it the live one: all of that or nothing.
    public static func run(_ plan: LoadPlan) throws(LoadError) -> RefreshSummary {
        let build = try GenerationBuild(plan, command: "refresh", alsoStages: [.compare])
        guard let previous = build.previous else {
            throw .store(.nothingLoaded(path: plan.options.database))
        }
        let log = try ChangeLog(directory: build.path)
        plan.options.progress.begin(LoadStage.compare.rawValue)
        try compare(build, with: previous, of: plan, log)
        try log.finish()
        plan.options.progress.end(LoadStage.compare.rawValue)
        let load = try build.publish(changes: log.changes)
        let directory = DataDirectory(plan.options.database)
        return RefreshSummary(
            load: load, previous: previous, changes: log.changes, fields: log.fields,
            changesPath: "\(directory.path(ofGeneration: build.name))/\(ChangeLog.name)")
    }

    /// The generations are open only while they are compared.
    private static func compare(
        _ build: GenerationBuild, with previous: String, of plan: LoadPlan, _ log: ChangeLog
    ) throws(LoadError) {
        let directory = DataDirectory(plan.options.database)
        let (path, name) = (build.path, build.name)
        let (old, new) = try storing { () throws(StoreError) in
            (
                try Generation(path: directory.path(ofGeneration: previous), name: previous),
                try Generation(path: path, name: name)
            )
        }
        // Views borrow from the generations.
        withExtendedLifetime((old, new)) { GraphComparison.run(old, new, log) }
    }
}
