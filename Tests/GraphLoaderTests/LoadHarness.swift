import Foundation
import GraphLoader
import GraphModel
import GraphStore
import TestSupport

/// Small dumps written by a test, and what loading them gave.
struct Dumps {
    let directory: TemporaryDirectory
    var path: String { directory.appending("dumps") }
    var database: String { directory.appending("db") }

    static let titleHeader =
        "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
    static let nameHeader =
        "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n"
    static let principalHeader = "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n"

    /// Three titles, three people, four credits; replace any file to make it dirty.
    init() throws {
        directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        try write(
            "title.basics.tsv",
            Dumps.titleHeader + "tt0000001\tmovie\tOne\tOne\t0\t1990\t\\N\t90\tDrama\n"
                + "tt0000002\ttvSeries\tTwo\tZwei\t0\t1991\t1995\t\\N\tComedy,Drama\n"
                + "tt10000003\tmovie\tThree\tThree\t1\t\\N\t\\N\t\\N\t\\N\n")
        try write(
            "name.basics.tsv",
            Dumps.nameHeader + "nm0000001\tAda\t1950\t\\N\tactress\ttt0000001,tt10000003\n"
                + "nm0000002\tBob\t\\N\t\\N\t\\N\t\\N\n"
                + "nm10000003\tCleo\t1970\t2020\tactor,director\ttt0000002\n")
        try write(
            "title.principals.tsv",
            Dumps.principalHeader + "tt0000001\t1\tnm0000001\tactress\t\\N\t[\"Eve\"]\n"
                + "tt0000001\t2\tnm0000002\tdirector\t\\N\t\\N\n"
                + "tt0000002\t1\tnm0000002\tactor\t\\N\t[\"Tom \\\"T\\\"\",\"Tim\"]\n"
                + "tt10000003\t1\tnm10000003\twriter\tnovel\t\\N\n")
    }

    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    func write(_ name: String, _ data: Data) throws {
        try data.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    /// Adds lines to a file.
    func append(_ name: String, _ text: String) throws {
        let old = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
        try write(name, old + Data(text.utf8))
    }

    /// Compresses a file by gzip's own program; the plain one is gone then.
    func compress(_ name: String) throws { try run("gzip", ["-f", "\(path)/\(name)"]) }

    func load(
        without: Set<DumpFile> = [], isStrict: Bool = false
    ) throws -> LoadSummary {
        var options = LoadOptions(inputs: [path], database: database)
        options.without = without
        options.isStrict = isStrict
        return try Loader.load(options)
    }

    /// Loads, opens, and checks that the store is sound.
    func open() throws -> (summary: LoadSummary, generation: Generation) {
        let summary = try load()
        let generation = try DataDirectory(database).openCurrent()
        let report = try StoreCheck.run(generation: generation.path)
        guard report.isSound else { throw Unsound(findings: report.findings) }
        return (summary, generation)
    }

    struct Unsound: Error { let findings: [StoreCheck.Finding] }

    /// The rejected rows: file, line, column, reason.
    func rejects(_ summary: LoadSummary) throws -> [String] {
        let text = try String(contentsOfFile: summary.rejectsPath, encoding: .utf8)
        // By scalars: as a character, "\r\n" is one and no line feed.
        return text.unicodeScalars.split(separator: "\n").dropFirst().map { line in
            String(line).split(separator: "\t", omittingEmptySubsequences: false).prefix(4)
                .joined(separator: " | ")
        }
    }
}

extension LoadSummary {
    func file(_ file: DumpFile) -> FileSummary? { files.first { $0.file == file } }
}

extension Generation {
    /// The credits of a title as text: category, person, ordering, job, characters.
    func credits(_ title: UInt32) -> [String] {
        guard let node = node(NodeID(.title, title)) else { return [] }
        let people = adjacency(.creditsByTitle).list(node)
        let types = adjacency(.creditsByTitle).types(node)
        var lines: [String] = []
        payloads.forEach(ofTitle: node) { place, payload in
            let ordering = payload.ordering.map(String.init) ?? "-"
            lines.append(
                "\(word(CreditType(rawValue: types[place]))) \(id(.person, people[place])) "
                    + "\(ordering) \(payload.job?.string ?? "-") "
                    + payload.characterNames.joined(separator: "+"))
            return true
        }
        return lines
    }
}
