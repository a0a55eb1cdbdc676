import Foundation
import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing

/// Goal: inputs of every kind load or get an error that names the file; the live generation stays.
@Suite struct InputTests {
    @Test func gzipMembersAndTrailingZeros() throws {
        let dumps = try Dumps()
        let plain = try Data(contentsOf: URL(fileURLWithPath: "\(dumps.path)/title.principals.tsv"))
        let cut = 97
        try dumps.write("a.part", plain.prefix(cut))
        try dumps.write("b.part", plain.dropFirst(cut))
        for part in ["a.part", "b.part"] { try dumps.compress(part) }
        let first = try Data(contentsOf: URL(fileURLWithPath: "\(dumps.path)/a.part.gz"))
        let second = try Data(contentsOf: URL(fileURLWithPath: "\(dumps.path)/b.part.gz"))
        try FileManager.default.removeItem(atPath: "\(dumps.path)/title.principals.tsv")
        try dumps.write(
            "title.principals.tsv.gz", first + second + Data(repeating: 0, count: 1_000))
        #expect(try dumps.open().generation.statistics.creditCount == 4)
        try dumps.write("title.principals.tsv.gz", first + second + Data("garbage".utf8))
        #expect { try dumps.load() } throws: { error in
            guard case .damaged(let path, let byte, _) = error as? LoadError else { return false }
            return path.hasSuffix("title.principals.tsv.gz") && byte == first.count + second.count
        }
    }

    /// Cut anywhere, a gzip file is told as damaged and the old generation stays live.
    @Test(arguments: [1, 2, 8, 9, 40, 100])
    func truncatedGzip(_ missing: Int) throws {
        let dumps = try Dumps()
        _ = try dumps.load()
        try dumps.compress("title.basics.tsv")
        let path = "\(dumps.path)/title.basics.tsv.gz"
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        try dumps.write("title.basics.tsv.gz", data.dropLast(missing))
        #expect { try dumps.load() } throws: { error in
            guard case .damaged(let told, _, _) = error as? LoadError else { return false }
            return told == path
        }
        #expect(try DataDirectory(dumps.database).currentName() == "gen-000001")
        #expect(try DataDirectory(dumps.database).openCurrent().count(.title) == 3)
    }

    /// Every single flipped bit of the stream is noticed.
    @Test func flippedBits() throws {
        let dumps = try Dumps()
        try dumps.compress("title.basics.tsv")
        let path = "\(dumps.path)/title.basics.tsv.gz"
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        for place in stride(from: 40, to: data.count - 4, by: 7) {
            var damaged = data
            damaged[place] ^= 8
            try damaged.write(to: URL(fileURLWithPath: path))
            #expect(throws: LoadError.self, "byte \(place)") { try dumps.load() }
        }
    }

    @Test func plainFileNamedGzip() throws {
        let dumps = try Dumps()
        try FileManager.default.moveItem(
            atPath: "\(dumps.path)/name.basics.tsv", toPath: "\(dumps.path)/name.basics.tsv.gz")
        #expect(try dumps.open().generation.count(.person) == 3)
    }

    @Test func windowsLinesNoLastFeedAndByteOrderMark() throws {
        let dumps = try Dumps()
        for name in ["title.basics.tsv", "name.basics.tsv", "title.principals.tsv"] {
            let text = try String(contentsOfFile: "\(dumps.path)/\(name)", encoding: .utf8)
            try dumps.write(
                name, "\u{FEFF}" + text.dropLast().replacingOccurrences(of: "\n", with: "\r\n"))
        }
        let (summary, generation) = try dumps.open()
        #expect(try dumps.rejects(summary).isEmpty)
        #expect(generation.credits(2) == ["actor nm0000002 1 - Tom \"T\"+Tim"])
        #expect(generation.count(.title) == 3)
    }

    @Test func columnsByName() throws {
        let dumps = try Dumps()
        try dumps.write(
            "title.principals.tsv",
            "characters\tnconst\tnew\tcategory\ttconst\tordering\tjob\n"
                + "[\"Eve\"]\tnm0000001\tx\tactress\ttt0000001\t1\t\\N\n")
        let (summary, generation) = try dumps.open()
        #expect(generation.credits(1) == ["actress nm0000001 1 - Eve"])
        #expect(summary.file(.principals)?.extraColumns == ["new"])
        try dumps.write("title.principals.tsv", "tconst\tordering\tnconst\tcategory\tjob\n")
        #expect(
            throws: LoadError.column(
                path: "\(dumps.path)/title.principals.tsv", column: "characters",
                found: "tconst\tordering\tnconst\tcategory\tjob")
        ) { try dumps.load() }
    }

    @Test func emptyAndHeaderOnlyFiles() throws {
        let dumps = try Dumps()
        try dumps.write("title.principals.tsv", Dumps.principalHeader)
        #expect(try dumps.open().generation.statistics.creditCount == 0)
        try dumps.write("title.basics.tsv", Dumps.titleHeader)
        try dumps.write("name.basics.tsv", Dumps.nameHeader)
        let (_, generation) = try dumps.open()
        #expect(generation.count(.title) == 0 && generation.count(.person) == 0)
        try dumps.write("name.basics.tsv", "")
        #expect(
            throws: LoadError.column(
                path: "\(dumps.path)/name.basics.tsv", column: "nconst", found: "")
        ) { try dumps.load() }
    }

    @Test func inputsThatAreNotThere() throws {
        let dumps = try Dumps()
        let empty = try TemporaryDirectory()
        let database = dumps.database
        #expect(throws: LoadError.noDumps(directory: empty.path)) {
            try Loader.load(LoadOptions(inputs: [empty.path], database: database))
        }
        #expect(throws: LoadError.notADump(path: "/nowhere/else.tsv")) {
            try Loader.load(LoadOptions(inputs: ["/nowhere/else.tsv"], database: database))
        }
        #expect {
            try Loader.load(
                LoadOptions(
                    inputs: [
                        "/nowhere/title.basics.tsv", "/nowhere/name.basics.tsv",
                        "/nowhere/title.principals.tsv",
                    ], database: database))
        } throws: { error in
            guard case .input(let path, _) = error as? LoadError else { return false }
            return path.hasPrefix("/nowhere/")
        }
        try dumps.compress("title.basics.tsv")
        try dumps.write("title.basics.tsv", Dumps.titleHeader)
        #expect(
            throws: LoadError.twice(
                file: .titles, first: "\(dumps.path)/title.basics.tsv",
                second: "\(dumps.path)/title.basics.tsv.gz")
        ) { try dumps.load() }
        try FileManager.default.removeItem(atPath: "\(dumps.path)/title.basics.tsv")
        try FileManager.default.removeItem(atPath: "\(dumps.path)/name.basics.tsv")
        #expect(throws: LoadError.missing(file: .names, searched: dumps.path)) {
            try dumps.load()
        }
        #expect(!FileManager.default.fileExists(atPath: database + "/CURRENT"))
    }

    /// A file of another kind, whatever its name: its first line is no header.
    @Test(arguments: ["title.basics.tsv", "title.basics.tsv.gz"])
    func somethingElseAltogether(_ name: String) throws {
        let dumps = try Dumps()
        try FileManager.default.removeItem(atPath: "\(dumps.path)/title.basics.tsv")
        var random = SplitMix64(seed: 7)
        let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for data in [Data("<html>404</html>\n".utf8), Data([0x50, 0x4B, 3, 4]) + Data(noise)] {
            try dumps.write(name, data)
            #expect {
                try dumps.load()
            } throws: { error in
                guard case .column(let path, "tconst", _) = error as? LoadError else {
                    return false
                }
                return path == "\(dumps.path)/\(name)"
            }
        }
        // The first bytes of gzip, then none of it.
        try dumps.write(name, Data([0x1F, 0x8B]) + Data(noise))
        #expect {
            try dumps.load()
        } throws: { error in
            guard case .damaged(let path, _, _) = error as? LoadError else { return false }
            return path == "\(dumps.path)/\(name)"
        }
    }

    /// Directories and files that are there, for others.
    ///
    /// Method: a process of its own, which gives up being root; root may read everything.
    @Test func nothingIsPermitted() async {
        await #expect(processExitsWith: .success) {
            let dumps = try Dumps()
            _ = try dumps.load()
            try dumps.write("title.ratings.tsv", "tconst\taverageRating\tnumVotes\n")
            func permit(_ path: String, _ mode: mode_t) throws {
                guard chmod(path, mode) == 0 else { throw Unexpected(text: "chmod \(path)") }
            }
            func become(_ user: uid_t) throws {
                if getuid() == 0, seteuid(user) != 0 { throw Unexpected(text: "seteuid \(user)") }
            }
            /// The load fails with a message, and the live generation is the same.
            func refuses(_ message: String) throws {
                try become(65_534)
                do {
                    _ = try dumps.load()
                    throw Unexpected(text: "loaded, not: \(message)")
                } catch let error as LoadError {
                    if "\(error)" != message { throw Unexpected(text: "\(error), not: \(message)") }
                }
                try become(0)
                guard try DataDirectory(dumps.database).currentName() == "gen-000001" else {
                    throw Unexpected(text: "another generation is live")
                }
            }
            // Whoever the test becomes may come this far.
            try permit(dumps.directory.path, 0o755)
            try permit(dumps.path, 0)
            try refuses("cannot list \(dumps.path): Permission denied")
            try permit(dumps.path, 0o755)
            if getuid() == 0 {
                try refuses("cannot open \(dumps.database)/LOCK: Permission denied")
            }
            try permit("\(dumps.database)/LOCK", 0o666)
            try permit(dumps.database, 0o555)
            try refuses("cannot make \(dumps.database)/gen-000002.tmp: Permission denied")
            try permit(dumps.database, 0o777)
            try permit("\(dumps.path)/title.ratings.tsv", 0)
            try refuses("cannot read \(dumps.path)/title.ratings.tsv: Permission denied")
            try permit("\(dumps.path)/title.ratings.tsv", 0o644)
            guard try dumps.load().generation == "gen-000002" else {
                throw Unexpected(text: "the last load")
            }
        }
    }

    private struct Unexpected: Error { let text: String }

    /// Goal: what the manifest says of a dump is true of what was loaded.
    @Test(arguments: ["name.basics.tsv", "title.principals.tsv"])
    func anInputThatChangesAfterThePreflight(_ name: String) throws {
        let dumps = try Dumps()
        let plan = try Preflight.plan(LoadOptions(inputs: [dumps.path], database: dumps.database))
        try dumps.append(name, "")
        #expect {
            try Loader.load(plan)
        } throws: { error in
            guard case LoadError.input(let path, let reason) = error else { return false }
            return path.hasSuffix(name) && reason.contains("replaced or written while")
        }
        #expect(throws: StoreError.self) { try DataDirectory(dumps.database).openCurrent() }
        _ = try Loader.load(Preflight.plan(plan.options))
    }

    @Test func aDatabaseThatCannotBeWritten() throws {
        let dumps = try Dumps()
        try dumps.write("file", "x")
        #expect(throws: LoadError.self) {
            try Loader.load(LoadOptions(inputs: [dumps.path], database: "\(dumps.path)/file/db"))
        }
        #expect(throws: LoadError.self) {
            try Loader.load(LoadOptions(inputs: [dumps.path], database: "/proc/db"))
        }
    }
}
