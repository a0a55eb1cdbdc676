import Foundation
import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing

/// Goal: bad rows are counted, kept aside and told with file, line and column; good ones stay.
@Suite struct DirtTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let file: DumpFile
        let row: String
        let column: String
        let reason: RejectReason
        var testDescription: String { "\(file.rawValue) \(column): \(reason.rawValue)" }

        init(_ file: DumpFile, _ row: String, _ column: String, _ reason: RejectReason) {
            self.file = file
            self.row = row
            self.column = column
            self.reason = reason
        }
    }

    static let cases: [Case] = [
        Case(.titles, "tt0000009\tmovie\tX", "-", .tooFewFields),
        Case(.titles, "", "-", .tooFewFields),
        Case(.titles, "tt0000009\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\tDrama\tmore", "-", .tooManyFields),
        Case(.titles, "xx0000009\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N", "tconst", .notATitleID),
        Case(.titles, "nm0000009\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N", "tconst", .notATitleID),
        Case(.titles, "tt\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N", "tconst", .notATitleID),
        Case(.titles, "tt12a\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N", "tconst", .notATitleID),
        Case(
            .titles, "tt00000009\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N", "tconst", .notATitleID),
        Case(
            .titles, "tt0000000000000000009\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N", "tconst",
            .notATitleID),
        Case(.names, "nm00000009\tX\t\\N\t\\N\t\\N\t\\N", "nconst", .notAPersonID),
        Case(
            .names, "nm0000009\tX\t\\N\t\\N\t\\N\ttt0000001,tt00000002", "knownForTitles",
            .notATitleID),
        Case(
            .principals, "tt00000001\t9\tnm0000001\tactor\t\\N\t\\N", "tconst", .notATitleID),
        Case(.titles, "tt268435456\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N", "tconst", .idTooLarge),
        Case(
            .titles, "tt99999999999999999999\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N", "tconst",
            .idTooLarge),
        Case(
            .titles, "tt0000001\tmovie\tAgain\tAgain\t0\t\\N\t\\N\t\\N\t\\N", "tconst", .duplicateID
        ),
        Case(.titles, "tt0000009\tmovie\tX\tX\t2\t\\N\t\\N\t\\N\t\\N", "isAdult", .notAFlag),
        Case(.titles, "tt0000009\tmovie\tX\tX\t0\t19x0\t\\N\t\\N\t\\N", "startYear", .notANumber),
        Case(.titles, "tt0000009\tmovie\tX\tX\t0\t-5\t\\N\t\\N\t\\N", "startYear", .notANumber),
        Case(.titles, "tt0000009\tmovie\tX\tX\t0\t\t\\N\t\\N\t\\N", "startYear", .notANumber),
        Case(
            .titles, "tt0000009\tmovie\tX\tX\t0\t65535\t\\N\t\\N\t\\N", "startYear", .numberTooLarge
        ),
        Case(
            .titles, "tt0000009\tmovie\tX\tX\t0\t\\N\t\\N\t4294967295\t\\N", "runtimeMinutes",
            .numberTooLarge),
        Case(.titles, "tt0000009\tmovie\tX\u{0}Y\tX\t0\t\\N\t\\N\t\\N\t\\N", "-", .holdsNUL),
        Case(
            .titles,
            "tt0000009\tmovie\t\(String(repeating: "x", count: 65_536))\tX\t0\t\\N\t\\N\t\\N\t\\N",
            "primaryTitle", .textTooLong),
        Case(.names, "tt0000009\tX\t\\N\t\\N\t\\N\t\\N", "nconst", .notAPersonID),
        Case(
            .names, "nm0000009\tX\t\\N\t\\N\t\\N\ttt0000001,nonsense", "knownForTitles",
            .notATitleID),
        Case(.names, "nm0000002\tX\t\\N\t\\N\t\\N\t\\N", "nconst", .duplicateID),
        Case(.principals, "tt0000001\t\\N\tnm0000001\tactor\t\\N\t\\N", "ordering", .valueMissing),
        Case(.principals, "tt0000001\tx\tnm0000001\tactor\t\\N\t\\N", "ordering", .notANumber),
        Case(.principals, "tt0000001\t9\tnm0000001\t\\N\t\\N\t\\N", "category", .valueMissing),
        Case(
            .principals, "tt0000001\t9\tnm0000001\tactor\t\\N\tBob", "characters", .notAListOfNames),
        Case(
            .principals, "tt0000001\t9\tnm0000001\tactor\t\\N\t[\"Bob\"", "characters",
            .notAListOfNames),
        Case(
            .principals, "tt0000001\t9\tnm0000001\tactor\t\\N\t[\"Bob\" \"Tom\"]", "characters",
            .notAListOfNames),
        Case(
            .principals, "tt0000001\t9\tnm0000001\tactor\t\\N\t[1]", "characters", .notAListOfNames),
        Case(
            .principals, "tt0000001\t9\tnm0000001\tactor\t\\N\t[\"\\u0000\"]", "characters",
            .notAListOfNames),
        Case(
            .principals, "tt0000001\t9\tnm0000001\tactor\t\\N\t[\"\\ud800\"]", "characters",
            .notAListOfNames),
    ]

    @Test(arguments: cases)
    func isKeptAside(_ dirt: Case) throws {
        let dumps = try Dumps()
        let name = "\(dirt.file.rawValue).tsv"
        try dumps.append(name, dirt.row + "\n")
        let line = dirt.file == .principals ? 6 : 5
        let (summary, generation) = try dumps.open()
        #expect(
            try dumps.rejects(summary) == [
                "\(dirt.file.rawValue) | \(line) | \(dirt.column) | \(dirt.reason.rawValue)"
            ])
        #expect(summary.file(dirt.file)?.rejectedByReason == [dirt.reason: 1])
        #expect(summary.file(dirt.file)?.rowsRejected == 1)
        #expect(summary.file(dirt.file)?.rowsKept == line - 2)
        #expect(generation.statistics.creditCount == 4)
        let kept = try String(contentsOfFile: summary.rejectsPath, encoding: .utf8)
        #expect(dirt.row.isEmpty || kept.contains(dirt.row.prefix(65_000)))

        let before = try DataDirectory(dumps.database).currentName()
        #expect(
            throws: LoadError.rejected(
                path: "\(dumps.path)/\(name)", line: line, column: dirt.column,
                reason: dirt.reason.rawValue)
        ) { try dumps.load(isStrict: true) }
        #expect(try DataDirectory(dumps.database).currentName() == before)
    }

    /// Rows of the files that a load can do without.
    static let optionalCases: [Case] = [
        Case(.ratings, "tt0000002\t8.7\t1.5", "numVotes", .notANumber),
        Case(.ratings, "tt0000002\t8.7\t4294967295", "numVotes", .numberTooLarge),
        Case(.ratings, "tt0000002\t10.1\t5", "averageRating", .notARating),
        Case(.ratings, "tt0000002\t8.715\t5", "averageRating", .notARating),
        Case(.ratings, "tt0000002\t8,7\t5", "averageRating", .notARating),
        Case(.ratings, "tt0000002\t8.\t5", "averageRating", .notARating),
        Case(.ratings, "tt00000002\t8.7\t5", "tconst", .notATitleID),
        Case(.ratings, "tt0000001\t8.8\t6", "tconst", .duplicateID),
        Case(.crew, "tt0000002\tnm0000001,nm1x\t\\N", "directors", .notAPersonID),
        Case(.crew, "tt0000002\tnm0000001\tnm00000001", "writers", .notAPersonID),
        Case(.crew, "tt0000002\tnm0000001", "-", .tooFewFields),
        Case(.episodes, "tt0000001\ttt2x\t1\t1", "parentTconst", .notATitleID),
        Case(.episodes, "tt0000001\ttt0000002\tone\t1", "seasonNumber", .notANumber),
        Case(.episodes, "tt0000001\ttt0000002\t1\t-1", "episodeNumber", .notANumber),
        Case(.episodes, "tt10000003\ttt0000002\t1\t1", "tconst", .duplicateID),
        Case(
            .alternativeTitles, "tt0000001\t\\N\tX\tDE\t\\N\t\\N\t\\N\t0", "ordering",
            .valueMissing),
        Case(
            .alternativeTitles, "tt0000001\t2\tX\tDE\t\\N\t\\N\t\\N\tyes", "isOriginalTitle",
            .notAFlag),
    ]

    @Test(arguments: optionalCases)
    func isKeptAsideInOptionalFiles(_ dirt: Case) throws {
        let dumps = try Dumps()
        let header = dirt.file.columns.joined(separator: "\t")
        let good =
            switch dirt.file {
            case .ratings: "tt0000001\t8.7\t12"
            case .crew: "tt0000001\tnm0000002\t\\N"
            case .episodes: "tt10000003\ttt0000002\t1\t1"
            default: "tt0000001\t1\tUno\tES\t\\N\t\\N\t\\N\t0"
            }
        try dumps.write("\(dirt.file.rawValue).tsv", "\(header)\n\(good)\n\(dirt.row)\n")
        let (summary, _) = try dumps.open()
        #expect(
            try dumps.rejects(summary) == [
                "\(dirt.file.rawValue) | 3 | \(dirt.column) | \(dirt.reason.rawValue)"
            ])
        #expect(summary.file(dirt.file)?.rowsKept == 1)
    }

    /// One more word than a column can hold is refused, the words before it stay.
    @Test func tooManyWords() throws {
        let dumps = try Dumps()
        let rows = (1...256).map {
            "tt\(1_000_000 + $0)\tkind\($0)\tX\tX\t0\t\\N\t\\N\t\\N\t\\N\n"
        }
        try dumps.write("title.basics.tsv", Dumps.titleHeader + rows.joined())
        let (summary, generation) = try dumps.open()
        #expect(
            try dumps.rejects(summary) == [
                "title.basics | 257 | titleType | \(RejectReason.tooManyWords.rawValue)"
            ])
        #expect(generation.words(.titleTypes).count == 255)
    }

    /// A line of 100 MB takes neither the memory for it nor the rows around it.
    @Test func aLineOfAHundredMegabytes() throws {
        let dumps = try Dumps()
        let plain = try Data(contentsOf: URL(fileURLWithPath: "\(dumps.path)/title.basics.tsv"))
        func compressed(_ data: Data) throws -> Data {
            try dumps.write("part", data)
            try dumps.compress("part")
            return try Data(contentsOf: URL(fileURLWithPath: "\(dumps.path)/part.gz"))
        }
        let megabyte = try compressed(Data(repeating: UInt8(ascii: "x"), count: 1_000_000))
        var whole = try compressed(plain + Data("tt0000009\tmovie\t".utf8))
        for _ in 0..<100 { whole += megabyte }
        whole += try compressed(
            Data("\ntt0000010\tmovie\tTen\tTen\t0\t\\N\t\\N\t\\N\t\\N\n".utf8))
        try dumps.write("title.basics.tsv.gz", whole)
        try FileManager.default.removeItem(atPath: "\(dumps.path)/title.basics.tsv")
        let (summary, generation) = try dumps.open()
        #expect(
            try dumps.rejects(summary) == [
                "title.basics | 5 | - | \(RejectReason.lineTooLong.rawValue)"
            ])
        #expect(generation.node(NodeID(.title, 10)) != nil)
        #expect(generation.count(.title) == 4)
    }

    /// More rejected rows than are held in memory, of two files, come out whole and in order.
    @Test func manyBytesOfRejectedRows() throws {
        let dumps = try Dumps()
        let filler = String(repeating: "x", count: 50_000)
        func row(_ file: String, _ number: Int) -> String { "\(file)\(number)\t\(filler)" }
        for (file, name) in [("n", "name.basics.tsv"), ("t", "title.basics.tsv")] {
            try dumps.append(name, (0..<60).map { row(file, $0) + "\n" }.joined())
        }
        let (summary, _) = try dumps.open()
        let text = try String(contentsOfFile: summary.rejectsPath, encoding: .utf8)
        let expected = [("n", "name.basics"), ("t", "title.basics")].flatMap { file, name in
            (0..<60).map { "\(name)\t\($0 + 5)\t-\ttoo few fields\t" + row(file, $0) }
        }
        #expect(text.split(separator: "\n").dropFirst().elementsEqual(expected) { $0 == $1 })
        let generation = URL(fileURLWithPath: summary.rejectsPath).deletingLastPathComponent()
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: generation.path)
                .allSatisfy { !$0.hasSuffix(".part") })
    }

    @Test func everyReasonIsDocumented() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../docs/dumps.md")
        let documented = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| ") }.map { $0.split(separator: "|")[0] }
            .map { $0.trimmingCharacters(in: .whitespaces) }.dropFirst()
        #expect(Array(documented) == RejectReason.allCases.map(\.rawValue))
    }

    @Test func bytesThatAreNotUTF8() throws {
        let dumps = try Dumps()
        let path = "\(dumps.path)/name.basics.tsv"
        let old = try Data(contentsOf: URL(fileURLWithPath: path))
        try dumps.write(
            "name.basics.tsv",
            old + Data("nm0000004\tX".utf8) + Data([0xC3, 0x28])
                + Data("\t\\N\t\\N\t\\N\t\\N\nnm0000005\tÉve\t\\N\t\\N\t\\N\t\\N\n".utf8))
        let (summary, generation) = try dumps.open()
        #expect(try dumpsRejects(summary) == ["name.basics | 5 | - | not UTF-8"])
        let eve = try #require(generation.node(NodeID(.person, 5)))
        #expect(generation.text(.name, eve)?.string == "Éve")
    }

    private func dumpsRejects(_ summary: LoadSummary) throws -> [String] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: summary.rejectsPath))
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t").prefix(4).joined(separator: " | ")
        }
    }

    /// Just at the limit, just above it, across buffers, and one that fills several buffers.
    @Test(arguments: [
        (1_048_576, true), (1_048_577, false), (3_000_000, false), (9_000_000, false),
    ])
    func longLines(_ length: Int, _ isFine: Bool) throws {
        let dumps = try Dumps()
        let head = "tt0000004\t1\tnm0000001\tactor\t\\N\t"
        // Fields have a limit of their own: spread the bytes over an unknown column.
        let principals = try String(
            contentsOfFile: "\(dumps.path)/title.principals.tsv", encoding: .utf8)
        let widened = principals.split(separator: "\n").map { $0 + "\tx\n" }.joined()
        let long = head + "\\N\t" + String(repeating: "y", count: length - head.utf8.count - 3)
        try dumps.write(
            "title.principals.tsv",
            widened.replacingOccurrences(of: "characters\tx", with: "characters\tremark") + long
                + "\ntt0000001\t7\tnm10000003\teditor\t\\N\t\\N\t\\N\n")
        let (summary, generation) = try dumps.open()
        #expect(summary.file(.principals)?.extraColumns == ["remark"])
        #expect(summary.file(.principals)?.rowsRead == 6)
        #expect(summary.file(.principals)?.rowsDangling == (isFine ? 1 : 0))
        #expect(
            try dumps.rejects(summary)
                == (isFine ? [] : ["title.principals | 6 | - | line longer than 1048576 bytes"]))
        #expect(generation.credits(1).contains("editor nm10000003 7 - "))
    }

    @Test func newWordsAreKept() throws {
        let dumps = try Dumps()
        try dumps.append(
            "title.principals.tsv", "tt0000001\t5\tnm0000001\tintimacy_coordinator\t\\N\t\\N\n")
        try dumps.append(
            "title.basics.tsv", "tt0000005\tpodcastSeries\tP\tP\t0\t\\N\t\\N\t\\N\tNoir-Comedy\n")
        let (_, generation) = try dumps.open()
        #expect(generation.credits(1).contains("intimacy_coordinator nm0000001 5 - "))
        #expect(generation.words(.titleTypes).contains("podcastSeries"))
        #expect(generation.creditType("intimacy_coordinator")?.rawValue == CreditType.firstUnknown)
    }

    @Test func dirtyButRightRowsAreKept() throws {
        let dumps = try Dumps()
        try dumps.append(
            "title.basics.tsv",
            "tt0000005\ttvEpisode\t\"Rolling Stone, part 1\t\"Rolling Stone, part 1\t0\t1998\t\\N\t\\N\tTalk-Show\ntt0000006\ttvEpisode\t\\N\t\\N\t0\t\\N\t\\N\t\\N\t\\N\n"
        )
        try dumps.append("name.basics.tsv", "nm0000004\t\\N\t\\N\t\\N\t\\N\t\\N\n")
        try dumps.append(
            "title.principals.tsv",
            "tt0000001\t6\tnm0000002\twriter\tbased on the novel \"X\" by\t\\N\n")
        let (summary, generation) = try dumps.open()
        #expect(try dumps.rejects(summary).isEmpty)
        let five = try #require(generation.node(NodeID(.title, 5)))
        #expect(generation.text(.primaryTitle, five)?.string == "\"Rolling Stone, part 1")
        let six = try #require(generation.node(NodeID(.title, 6)))
        #expect(generation.text(.primaryTitle, six) == nil)
        #expect(generation.text(.originalTitle, six) == nil)
        #expect(generation.order(.titles).count == 4)
        #expect(generation.credits(1).last == "writer nm0000002 6 based on the novel \"X\" by ")
    }
}
