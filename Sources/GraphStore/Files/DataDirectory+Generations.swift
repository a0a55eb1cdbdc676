/// What a list of generations tells of one.
public struct GenerationSummary: Sendable {
    /// `gen-000042`.
    public let name: String
    /// Whether `CURRENT` names it.
    public let isLive: Bool
    /// Bytes of all its files.
    public let bytes: Int
    /// What it was made from, nil when it does not say.
    public let manifest: Manifest?
    /// Titles, people, credits; empty when the generation cannot be read.
    public let counts: [Int]
    /// Why it cannot be read.
    public let problem: StoreError?
}

extension DataDirectory {
    /// Generations that a load leaves: the new one and the one that was live.
    public static let keepStandard = 2

    /// Every finished generation, oldest first.
    ///
    /// - Throws: ``StoreError/nothingLoaded(path:)`` where there are none.
    public func list() throws(StoreError) -> [GenerationSummary] {
        let names = FileSystem.isDirectory(path) ? try generations() : []
        guard !names.isEmpty else { throw .nothingLoaded(path: path) }
        let live = try? currentName()
        var summaries: [GenerationSummary] = []
        for name in names { summaries.append(try summary(name, isLive: name == live)) }
        return summaries
    }

    private func summary(_ name: String, isLive: Bool) throws(StoreError) -> GenerationSummary {
        let path = path(ofGeneration: name)
        var bytes = 0
        for file in try FileSystem.list(path) {
            bytes += try FileSystem.size("\(path)/\(file)") ?? 0
        }
        do throws(StoreError) {
            let counts = try DataFile.counts(path)
            return GenerationSummary(
                name: name, isLive: isLive, bytes: bytes,
                manifest: try Manifest.read(generation: path), counts: counts, problem: nil)
        } catch {
            return GenerationSummary(
                name: name, isLive: isLive, bytes: bytes, manifest: nil, counts: [],
                problem: error)
        }
    }

    /// What the live generation was made from, nil when nothing is live or nothing is told.
    package func currentManifest() -> Manifest? {
        guard let name = try? currentName() else { return nil }
        return try? Manifest.read(generation: path(ofGeneration: name))
    }

    /// The generation that a word names: `42`, `000042` or `gen-000042`.
    ///
    /// - Throws: ``StoreError/noGeneration(path:word:known:)``.
    package func generation(_ word: String) throws(StoreError) -> String {
        let names = FileSystem.isDirectory(path) ? try generations() : []
        guard !names.isEmpty else { throw .nothingLoaded(path: path) }
        let number = DataDirectory.number(ofGeneration: word) ?? Int(word)
        guard let name = names.first(where: { DataDirectory.number(ofGeneration: $0) == number })
        else { throw .noGeneration(path: path, word: word, known: names) }
        return name
    }

    /// Makes another generation the live one: back to an older one, or forth again.
    ///
    /// The generation is opened first, so what cannot be served does not become live. A server
    /// that serves the directory notices by itself.
    ///
    /// - Parameter word: As in ``generation(_:)``.
    /// - Returns: The name of the generation that was live, and of the one that is now.
    /// - Throws: What opening says; ``StoreError/locked(path:holder:)`` while a load runs.
    public func use(_ word: String) throws(StoreError) -> (before: String?, now: String) {
        let name = try generation(word)
        let lock = try DirectoryLock(self)
        defer { withExtendedLifetime(lock) {} }
        let before = try? currentName()
        _ = try Generation(path: path(ofGeneration: name), name: name)
        if before != name {
            try replaceCurrent(name)
            try FileSystem.sync(path)
        }
        return (before, name)
    }

    /// Removes old generations; the live one always stays.
    ///
    /// - Parameter keep: How many stay: the live one, and the newest of the others.
    /// - Returns: The names of those removed, oldest first.
    /// - Throws: ``StoreError/nothingLoaded(path:)``; ``StoreError/locked(path:holder:)`` while a
    ///   load runs.
    public func prune(keep: Int) throws(StoreError) -> [String] {
        guard FileSystem.isDirectory(path) else { throw .nothingLoaded(path: path) }
        let lock = try DirectoryLock(self)
        defer { withExtendedLifetime(lock) {} }
        // What is live is known only while nobody else may change it.
        return try removeGenerations(keep: [try currentName()], upTo: keep)
    }

    /// Writes `CURRENT` so that a reader, or a crash, sees the old name or the new one; the caller
    /// syncs the directory.
    func replaceCurrent(_ name: String) throws(StoreError) {
        try FileSystem.replace(
            "\(path)/\(DataDirectory.currentName)", with: Array("\(name)\n".utf8))
    }

    /// Removes generations until `count` are left, oldest first, and none of `needed`.
    ///
    /// Each loses its name before its files: what a crash leaves is litter for the next load, not
    /// half a generation.
    @discardableResult
    func removeGenerations(keep needed: [String], upTo count: Int) throws(StoreError) -> [String] {
        let others = try generations().filter { !needed.contains($0) }
        let removed = Array(others.dropLast(max(0, count - needed.count)))
        for name in removed {
            let litter = "\(path(ofGeneration: name)).tmp"
            try FileSystem.rename(path(ofGeneration: name), to: litter)
            try FileSystem.remove(litter)
        }
        return removed
    }
}
