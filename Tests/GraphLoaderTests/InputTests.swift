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
