import Foundation
import Testing

/// A data directory, dumps to load into it, and loads that are broken on purpose.
///
/// `Tests/CFaults` is preloaded into the program and breaks it at a chosen call of the operating
/// system; the program itself knows nothing of it.
final class Faults {
    let directory: URL
    var dumps: String { directory.appending(path: "dumps").path }
    var database: String { directory.appending(path: "db").path }
    private var log: URL { directory.appending(path: "fault.log") }

    /// The rows of the bundled sample with low ids, which debug builds load quickly, loaded twice.
    init() throws {
        directory = try Program.temporaryDirectory()
        try FileManager.default.createDirectory(
            atPath: dumps, withIntermediateDirectories: false)
        let samples = Program.root.appending(path: "Samples")
        for name in try FileManager.default.contentsOfDirectory(atPath: samples.path)
        where name.hasSuffix(".tsv") {
            let text = try String(contentsOf: samples.appending(path: name), encoding: .utf8)
            let lines = text.split(separator: "\n")
            let rows = lines.dropFirst().filter { ($0.prefix(9).dropFirst(2)) < "0100000" }
            try (lines[0] + "\n" + rows.map { $0 + "\n" }.joined()).write(
                toFile: "\(dumps)/\(name)", atomically: true, encoding: .utf8)
        }
        for _ in 0..<2 { try loadWell() }
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Dumps like IMDb's, made by `imdbgen`.
    func generated(scale: String, seed: UInt64) throws -> String {
        let path = directory.appending(path: "generated.\(seed)").path
        let imdbgen = Program.costar.deletingLastPathComponent().appending(path: "imdbgen")
        let made = try Program.run(imdbgen, [scale, path, "--seed", "\(seed)"])
        try #require(made.status == 0, "\(made.error)")
        return path
    }

    /// The generation that `CURRENT` names.
    func current() throws -> String {
        try String(contentsOfFile: "\(database)/CURRENT", encoding: .utf8)
            .trimmingCharacters(in: .newlines)
    }

    /// What lies in the data directory.
    func entries() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: database).sorted()
    }

    /// A load that nothing breaks; nothing of earlier ones is left then.
    func loadWell() throws {
        let load = try Program.run("load", dumps, "--db", database, "--quiet", "--force")
        try #require(load.status == 0, "\(load.error)")
        let left = try entries().filter { !$0.hasPrefix("gen-") }
        #expect(left == ["CURRENT", "LOCK"])
        #expect(try entries().allSatisfy { !$0.hasSuffix(".tmp") })
    }

    /// Loads, broken at one call, counted from 1 over all calls or over those of a stage such as
    /// `read title.basics.tsv`; an `error` of 0 kills.
    ///
    /// Tells how it ended, and the stage that was broken; nil when there are fewer calls.
    func load(
        brokenAt call: Int, of stage: String? = nil, error: Int32
    ) throws -> (Program, stage: String?) {
        try? FileManager.default.removeItem(at: log)
        var environment = ProcessInfo.processInfo.environment
        environment["LD_PRELOAD"] =
            Program.costar.deletingLastPathComponent().appending(path: "libFaults.so").path
        environment["FAULT_CALL"] = "\(call)"
        environment["FAULT_ERRNO"] = "\(error)"
        if let words = stage?.split(separator: " ") {
            environment["FAULT_ON"] = String(words[0])
            environment["FAULT_FILE"] = String(words[1])
        }
        environment["FAULT_UNDER"] = directory.path
        environment["FAULT_LOG"] = log.path
        let live = try current()
        let ended = try Program.run(
            Program.costar, ["load", dumps, "--db", database, "--quiet", "--force"],
            environment: environment)
        let told = try? String(contentsOf: log, encoding: .utf8)
        return (ended, told.map { name($0, live: live) })
    }

    /// `rename gen-NEW.tmp` for `rename /tmp/…/db/gen-000003.tmp`.
    private func name(_ told: String, live: String) -> String {
        told.trimmingCharacters(in: .newlines)
            .replacingOccurrences(of: database + "/", with: "")
            .replacingOccurrences(of: database, with: "db")
            .replacingOccurrences(of: dumps + "/", with: "")
            .replacingOccurrences(of: live, with: "gen-LIVE")
            .replacing(/gen-[0-9]{6}/) { match in
                String(match.output) < live ? "gen-OLD" : "gen-NEW"
            }
    }

    /// The live generation is sound and answers.
    func expectAnswers(_ comment: Comment) throws {
        let check = try Program.run("check", "--db", database)
        #expect(check.status == 0 && check.output.contains(" is sound"), comment)
        let ask = try Program.run("ask", "--db", database, "TITLE tt0068646")
        #expect(ask.status == 0 && ask.output.hasPrefix(#"{"id":"tt0068646","#), comment)
    }
}
