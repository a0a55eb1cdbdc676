internal import Glibc

/// A directory with generations `gen-NNNNNN/` and a file `CURRENT` that names the live one.
public struct DataDirectory: Sendable {
    /// The path.
    public let path: String

    /// The name of the file that names the live generation.
    static let currentName = "CURRENT"
    /// The name of the data file in a generation.
    package static let dataName = "data.mdb"

    /// Names a directory; nothing is opened or made.
    public init(_ path: String) {
        var trimmed = path
        while trimmed.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.path = trimmed
    }

    /// The name of the live generation.
    ///
    /// - Throws: ``StoreError/nothingLoaded(path:)`` without `CURRENT`,
    ///   ``StoreError/currentInvalid(path:content:)`` when it names nothing usable.
    public func currentName() throws(StoreError) -> String {
        guard let bytes = try FileSystem.read("\(path)/\(DataDirectory.currentName)") else {
            throw .nothingLoaded(path: path)
        }
        var name = String(decoding: bytes.prefix(64), as: UTF8.self)
        while name.last?.isNewline == true { name.removeLast() }
        guard DataDirectory.number(ofGeneration: name) != nil,
            FileSystem.isDirectory("\(path)/\(name)")
        else { throw .currentInvalid(path: path, content: name) }
        return name
    }

    /// The path of a generation.
    package func path(ofGeneration name: String) -> String { "\(path)/\(name)" }

    /// Opens the live generation for reading.
    ///
    /// - Complexity: one walk over the block keys; data is read when it is used.
    public func openCurrent() throws(StoreError) -> Generation {
        let name = try currentName()
        return try Generation(path: path(ofGeneration: name), name: name)
    }

    /// The number in `gen-000042`, nil for any other name.
    static func number(ofGeneration name: String) -> Int? {
        guard name.hasPrefix("gen-"), name.utf8.count == 10 else { return nil }
        let digits = name.dropFirst(4)
        guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(digits)
    }

    static func name(ofGeneration number: Int) -> String {
        let digits = String(number)
        return "gen-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// The finished generations, oldest first.
    package func generations() throws(StoreError) -> [String] {
        try FileSystem.list(path).filter { DataDirectory.number(ofGeneration: $0) != nil }
    }
}

/// A generation under construction: a directory `gen-NNNNNN.tmp` and the lock that keeps other
/// loads out.
///
/// Dropping it without ``publish()`` removes what was built; the live generation is not touched.
package final class GenerationDraft {
    private let directory: DataDirectory
    private let lock: Int32
    /// The name the generation will have.
    package let name: String
    private var isPublished = false

    /// Where to build.
    package var path: String { "\(directory.path)/\(name).tmp" }

    /// Takes the lock, removes the litter of loads that died and makes the directory.
    package init(in directory: DataDirectory) throws(StoreError) {
        self.directory = directory
        try FileSystem.makeDirectory(directory.path)
        lock = try GenerationDraft.takeLock(directory)
        do throws(StoreError) {
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
        } catch {
            close(lock)
            throw error
        }
    }

    deinit {
        if !isPublished { try? FileSystem.remove(path) }
        close(lock)
    }

    private static func takeLock(_ directory: DataDirectory) throws(StoreError) -> Int32 {
        let path = "\(directory.path)/LOCK"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileSystem.failed("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw .file(operation: "lock", path: path, code: code)
            }
            let holder = (try? FileSystem.read(path)) ?? []
            let text = String(decoding: holder.filter { $0 > 0x20 }, as: UTF8.self)
            throw .locked(path: directory.path, holder: text.isEmpty ? "unknown" : text)
        }
        ftruncate(descriptor, 0)
        try FileSystem.write(Array("\(getpid())\n".utf8), to: descriptor, path: path)
        return descriptor
    }

    /// Makes the finished generation the live one and keeps the one before it.
    ///
    /// The order is what makes a crash harmless: files, their directory, the rename, the parent,
    /// then `CURRENT` in the same way. Before the last rename the old generation is live.
    package func publish() throws(StoreError) {
        let previous = try? directory.currentName()
        for entry in try FileSystem.list(path) { try FileSystem.sync("\(path)/\(entry)") }
        try FileSystem.sync(path)
        let finished = directory.path(ofGeneration: name)
        try FileSystem.rename(path, to: finished)
        do throws(StoreError) {
            try FileSystem.sync(directory.path)
            try FileSystem.replace(
                "\(directory.path)/\(DataDirectory.currentName)", with: Array("\(name)\n".utf8))
        } catch {
            try? FileSystem.remove(finished)
            throw error
        }
        isPublished = true
        try FileSystem.sync(directory.path)
        for old in try directory.generations() where old != name && old != previous {
            try FileSystem.remove(directory.path(ofGeneration: old))
        }
    }
}
