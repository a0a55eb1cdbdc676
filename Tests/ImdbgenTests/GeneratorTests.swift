import Foundation
import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing
import imdbgen

/// Goal: the same seed gives the same files, and a load takes every row.
@Suite struct GeneratorTests {
    @Test func sameSeedSameBytes() throws {
        let plain = try GeneratedDumps.shared.get()
        let first = try GeneratedDumps(seed: 1, isPlain: false)
        let second = try GeneratedDumps(seed: 1, isPlain: false)
        let other = try GeneratedDumps(seed: 2, isPlain: false)
        for file in first.counts {
            let name = "\(file.name).tsv.gz"
            let bytes = try first.bytes(name)
            #expect(bytes.count == file.bytes)
            #expect(try bytes == second.bytes(name))
            #expect(try bytes != other.bytes(name))
            // Magic, deflate, no flags, no time.
            #expect(Array(bytes.prefix(8)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
            let text = try plain.bytes("\(file.name).tsv")
            #expect(text.count == file.textBytes)
            let inflated = first.directory.appending("\(file.name).tsv")
            try bytes.write(to: URL(fileURLWithPath: inflated + ".gz"))
            #expect(try run("gzip", ["-d", inflated + ".gz"]).status == 0)
            #expect(try Data(contentsOf: URL(fileURLWithPath: inflated)) == text)
        }
        #expect(first.counts.map(\.rows) == other.counts.map(\.rows))
    }

    @Test func loadTakesEveryRow() throws {
        let dumps = try GeneratedDumps(seed: 7, isPlain: false)
        let database = dumps.directory.appending("db")
        let summary = try Loader.load(
            LoadOptions(inputs: [dumps.directory.appending("dumps")], database: database))
        #expect(summary.absent.isEmpty)
        #expect(summary.files.allSatisfy { $0.rowsRejected == 0 && $0.extraColumns.isEmpty })
        #expect(summary.files.map(\.rowsRead).sorted() == dumps.counts.map(\.rows).sorted())
        let generation = try DataDirectory(database).openCurrent()
        #expect(generation.count(.title) == GeneratedDumps.scale.titles)
        #expect(generation.count(.person) == GeneratedDumps.scale.names)
        let report = try StoreCheck.run(generation: generation.path)
        #expect(report.isSound, "\(report.findings)")
    }

    /// Goal: even the smallest scale gives seven files that load.
    @Test func smallestScaleLoads() throws {
        let directory = try TemporaryDirectory()
        let scale = Scale(Scale.range.lowerBound)
        let counts = try Generator.run(
            GeneratorOptions(scale: scale, directory: directory.appending("a/b")))
        #expect(
            counts.map(\.rows) == [
                scale.names, scale.titles, scale.alternativeTitles, scale.crew, scale.episodes,
                scale.principals, scale.ratings,
            ])
        let summary = try Loader.load(
            LoadOptions(
                inputs: [directory.appending("a/b")], database: directory.appending("db")))
        #expect(summary.files.allSatisfy { $0.rowsRejected == 0 })
    }

    @Test func unwritableDirectoryIsTold() throws {
        let directory = try TemporaryDirectory()
        let path = directory.appending("file")
        try Data().write(to: URL(fileURLWithPath: path))
        let options = GeneratorOptions(
            scale: Scale(Scale.range.lowerBound), directory: path)
        #expect {
            try Generator.run(options)
        } throws: { error in
            guard case .system(let told, _, ENOTDIR) = error as? GeneratorError else {
                return false
            }
            return told.hasPrefix(path)
        }
    }

    // MARK: - Command line

    @Test func commandLine() throws {
        let options = try #require(
            try Imdbgen.parse(["0.01", "--seed", "9", "out", "--plain"]))
        #expect(options.scale.titles == 123_235)
        #expect(options.directory == "out" && options.seed == 9 && options.isPlain)
        #expect(try Imdbgen.parse(["0.01", "--help"]) == nil)
    }

    @Test(arguments: [
        [], ["0.1"], ["0.1", "a", "b"], ["x", "a"], ["0", "a"], ["3", "a"], ["nan", "a"],
        ["0.1", "a", "--seed"], ["0.1", "a", "--seed", "-1"], ["0.1", "a", "--fast"],
    ])
    func wrongCommandLine(words: [String]) {
        #expect(throws: Imdbgen.UsageError.self) { try Imdbgen.parse(words) }
    }
}
