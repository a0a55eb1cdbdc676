import Foundation
import GraphStore
import TestSupport
import Testing

/// Goal: a manifest says what was written, and `check` sees every change to it or beside it.
@Suite struct ManifestTests {
    private let store: SampleStore
    private let path: String

    init() throws {
        store = try SampleStore()
        path = try store.generationPath()
    }

    private var manifestPath: String { "\(path)/manifest.tsv" }

    private func text() throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: manifestPath)))
    }

    @Test func whatIsWrittenIsRead() throws {
        let manifest = try #require(try Manifest.read(generation: path))
        #expect(manifest.text == (try text()))
        #expect(try Manifest(text: manifest.text) == manifest)
        #expect(manifest.command == "load" && manifest.previous == nil)
        #expect(
            manifest.inputs.count == 7 && manifest.files.map(\.name) == ["data.mdb", "rejects.tsv"])
        #expect(manifest.started.wholeMatch(of: /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
        #expect(manifest.stages.contains { $0.name == "read title.principals" })
    }

    @Test func everyFieldComesBack() throws {
        let manifest = Manifest(
            program: "1.2.3", command: "refresh", started: "2026-01-02T03:04:05Z", seconds: 1.25,
            previous: "gen-000041", only: ["movie", "tvSeries"], without: ["title.akas"],
            inputs: [
                Manifest.Input(
                    dump: "title.basics", path: "/a b/c", bytes: 7, fingerprint: "gzip 0 1",
                    rows: [5, 4, 3, 2, 1])
            ], stages: [Manifest.Stage(name: "read it", seconds: 0.5)], counts: [1, 2, 3],
            changes: [Manifest.Change(kind: "titles", added: 1, removed: 2, changed: 3)],
            files: try Manifest.files(generation: path))
        #expect(try Manifest(text: manifest.text) == manifest)
    }

    /// A path may hold a tab: it must not move the fields behind it.
    @Test func oddPathsStayInTheirField() throws {
        let manifest = Manifest(
            program: "1", command: "load", started: "s", seconds: 0, previous: nil, only: [],
            without: [],
            inputs: [Manifest.Input(dump: "d", path: "a\tb\nc", bytes: 1, fingerprint: "plain 1")],
            stages: [], counts: [0, 0, 0], changes: [], files: [])
        #expect(try Manifest(text: manifest.text).inputs.map(\.path) == ["a?b?c"])
    }

    @Test func everyChangedByteIsSeen() throws {
        let whole = try text()
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 1
            #expect(throws: StoreError.self, "byte \(place)") { try Manifest(text: bytes) }
        }
        for length in whole.indices {
            #expect(throws: StoreError.self) { try Manifest(text: Array(whole[..<length])) }
        }
    }

    @Test(arguments: ["manifest.tsv", "rejects.tsv"]) func missingFilesAreFound(name: String) throws
    {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        let report = try StoreCheck.run(generation: path)
        #expect(report.findings.map(\.table) == [name])
    }

    @Test func changedAndStrangeFilesAreFound() throws {
        #expect(try StoreCheck.run(generation: path).isSound)
        let rejects = URL(fileURLWithPath: "\(path)/rejects.tsv")
        var bytes = try Data(contentsOf: rejects)
        bytes[0] ^= 1
        try bytes.write(to: rejects)
        #expect(try StoreCheck.run(generation: path).findings.map(\.table) == ["rejects.tsv"])
        try (bytes + Data("x".utf8)).write(to: rejects)
        try Data().write(to: URL(fileURLWithPath: "\(path)/strange"))
        #expect(
            try StoreCheck.run(generation: path).findings.map(\.table) == [
                "rejects.tsv", "strange",
            ])
    }

    /// Counts that are not those of the data are found although the checksum is right.
    @Test func wrongCountsAreFound() throws {
        let known = try #require(try Manifest.read(generation: path))
        try Manifest(
            program: known.program, command: known.command, started: known.started,
            seconds: known.seconds, previous: nil, only: [], without: [], inputs: known.inputs,
            stages: [], counts: [known.counts[0], known.counts[1] + 1, known.counts[2]],
            changes: [], files: known.files
        ).write(generation: path)
        #expect(try StoreCheck.run(generation: path).findings.map(\.place) == ["count people"])
    }
}
