/// A generation under construction: a directory `gen-NNNNNN.tmp` and the lock that keeps other
/// loads out.
///
/// Dropping it without ``publish(keep:)`` removes what was built and leaves the live one alone.
package final class GenerationDraft {
    private let directory: DataDirectory
    private let lock: DirectoryLock
    /// The name the generation will have.
    package let name: String
    private var isPublished = false

    /// Where to build.
    package var path: String { "\(directory.path)/\(name).tmp" }

    /// Takes the lock, removes the litter of loads that died and makes the directory.
    package init(in directory: DataDirectory) throws(StoreError) {
        self.directory = directory
        try FileSystem.makeDirectory(directory.path)
        lock = try DirectoryLock(directory)
        var last = 0
        for entry in try FileSystem.list(directory.path) {
            if entry.hasPrefix("gen-") && entry.hasSuffix(".tmp") {
                try FileSystem.remove("\(directory.path)/\(entry)")
            } else if let number = DataDirectory.number(ofGeneration: entry) {
                last = max(last, number)
            }
        }
        name = DataDirectory.name(ofGeneration: last + 1)
        try FileSystem.makeDirectory("\(directory.path)/\(name).tmp")
    }

    deinit {
        if !isPublished { try? FileSystem.remove(path) }
    }

    /// Makes the finished generation the live one.
    ///
    /// The order is what makes a crash harmless: files, their directory, the rename, the parent,
    /// then `CURRENT` in the same way. Before the last rename the old generation is live.
    ///
    /// - Parameter keep: Generations that stay: the new one, then the one that was live, then the
    ///   newest of the others.
    /// - Throws: A ``StoreError``; before the last rename nothing has changed for readers.
    package func publish(keep: Int = DataDirectory.keepStandard) throws(StoreError) {
        let previous = try? directory.currentName()
        for entry in try FileSystem.list(path) { try FileSystem.sync("\(path)/\(entry)") }
        try FileSystem.sync(path)
        let finished = directory.path(ofGeneration: name)
        try FileSystem.rename(path, to: finished)
        do throws(StoreError) {
            try FileSystem.sync(directory.path)
            try directory.replaceCurrent(name)
        } catch {
            // It loses its name before its files, where the disk allows that much.
            do throws(StoreError) {
                try FileSystem.rename(finished, to: path)
            } catch {
                try? FileSystem.remove(finished)
            }
            throw error
        }
        isPublished = true
        try FileSystem.sync(directory.path)
        // The new generation is live; an old one that cannot be removed is no reason to say
        // otherwise. The next load or pruning tries again.
        let needed = [name] + (keep > 1 ? previous.map { [$0] } ?? [] : [])
        _ = try? directory.removeGenerations(keep: needed, upTo: keep)
    }
}
