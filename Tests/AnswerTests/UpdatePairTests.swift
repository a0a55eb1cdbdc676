import Foundation
import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing

/// Goal: between two real dumps four months apart, a refresh tells what an independent comparison
/// of the files found.
///
/// Method: that comparison tells rows by their keys, as they are in the files. Ids that name nobody
/// in the files are given a row in both versions, so that every row is in the graph. Below its
/// bounds the expected audit trail follows from the changed rows alone.
@Suite(.enabled(if: ReferenceData.isPresent, Comment(rawValue: ReferenceData.absence)))
struct UpdatePairTests {
    private typealias Row = [String]
    private static let versions = ["v1_2025_04", "v2_2025_08"]
    private static let titleFields = [
        "tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "endYear",
        "runtimeMinutes", "genres",
    ]
    private static let nameFields = [
        "nconst", "primaryName", "birthYear", "deathYear", "primaryProfession", "knownForTitles",
    ]
    private static let ratingFields = ["tconst", "averageRating", "numVotes"]

    private let directory: TemporaryDirectory
    private let lines: [[String]]
    private let expected: [String: [String: Any]]

    init() throws {
        directory = try TemporaryDirectory()
        let database = directory.appending("db")
        let path = "\(ReferenceData.expected("update_pair"))/diff.json"
        expected = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
                as? [String: [String: Any]])
        try UpdatePairTests.fill(directory)
        _ = try Loader.load(
            LoadOptions(inputs: [directory.appending(Self.versions[0])], database: database))
        let summary = try Refresh.run(
            try Refresh.plan(
                LoadOptions(inputs: [directory.appending(Self.versions[1])], database: database)))
        lines = try String(contentsOfFile: summary.changesPath, encoding: .utf8)
            .split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Copies both versions and adds a row for every id that has none in one of them.
    private static func fill(_ directory: TemporaryDirectory) throws {
        var texts: [String: String] = [:]
        var named: Set<String> = []
        for version in versions {
            let source = "\(ReferenceData.dumps("update_pair"))/\(version)"
            for name in try FileManager.default.contentsOfDirectory(atPath: source) {
                let text = try run("zcat", ["\(source)/\(name)"]).output
                texts["\(version)/\(name.dropLast(3))"] = text
                for match in text.matches(of: /\b(?:tt|nm)\d{7,}\b/) {
                    named.insert(String(match.0))
                }
            }
        }
        for (path, text) in texts {
            let url = URL(fileURLWithPath: directory.appending(path))
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            let letters = path.hasSuffix("name.basics.tsv") ? "nm" : "tt"
            var whole = text
            if path.hasSuffix(".basics.tsv") {
                let present = Set(
                    text.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) })
                let columns = letters == "nm" ? nameFields.count : titleFields.count
                for id in named.subtracting(present) where id.hasPrefix(letters) {
                    whole += id + String(repeating: "\t\\N", count: columns - 1) + "\n"
                }
            }
            try Data(whole.utf8).write(to: url)
        }
    }

    /// The audit trail of a kind below a bound of ids, as a set of its lines without the kind.
    private func told(_ kind: String, below bound: String) -> Set<[String]> {
        Set(
            lines.filter { line in
                line[1] == kind && number(String(line[2].prefix { $0 != "/" })) < number(bound)
            }.map { [$0[0]] + $0[2...] })
    }

    private func number(_ id: String) -> Int { Int(id.dropFirst(2)) ?? .max }

    private func bound(_ file: String) throws -> String {
        try #require(expected[file]?["id_upper_bound_exclusive"] as? String)
    }

    private func changed(_ file: String) throws -> [String: [Row]] {
        try #require(expected[file]?["changed"] as? [String: [Row]])
    }

    /// A line per field of a changed row that differs.
    private func fieldLines(_ file: String, _ fields: [String]) throws -> Set<[String]> {
        var lines: Set<[String]> = []
        for (id, rows) in try changed(file) {
            for (index, name) in fields.enumerated() where rows[0][index] != rows[1][index] {
                lines.insert(["changed", id, name, rows[0][index], rows[1][index]])
            }
        }
        return lines
    }

    @Test func titles() throws {
        let expected = try fieldLines("title.basics", Self.titleFields)
        #expect(try changed("title.basics").count == 111)
        #expect(told("title", below: try bound("title.basics")) == expected)
    }

    @Test func people() throws {
        let expected = try fieldLines("name.basics", Self.nameFields)
        #expect(try changed("name.basics").count == 1_398)
        #expect(told("person", below: try bound("name.basics")) == expected)
    }

    @Test func ratings() throws {
        let told = told("rating", below: try bound("title.ratings"))
        #expect(
            told.filter { $0[0] == "changed" }
                == (try fieldLines("title.ratings", Self.ratingFields)))
        let removed = try #require(expected["title.ratings"]?["removed"] as? [String])
        #expect(Set(told.filter { $0[0] == "removed" }.map { $0[1] }) == Set(removed))
        #expect(removed.count == 21 && !told.contains { $0[0] == "added" })
    }

    /// Rows of title.principals have their ordering as a key, credits have person and category:
    /// a credit is gone when the old rows have it and the new ones do not.
    @Test func credits() throws {
        let bound = try bound("title.principals")
        var old: [String: Row] = [:]
        var new: [String: Row] = [:]
        func key(_ row: Row) -> String { "\(row[0])/\(row[2])/\(row[3])" }
        for rows in try changed("title.principals").values {
            old[key(rows[0])] = rows[0]
            new[key(rows[1])] = rows[1]
        }
        for id in try #require(expected["title.principals"]?["added"] as? [String]) {
            let row = try #require(try row(of: id))
            new[key(row)] = row
        }
        var credits: Set<[String]> = []
        for (id, row) in old {
            guard let other = new[id] else {
                credits.insert(["removed", id])
                continue
            }
            for (place, name) in [(1, "ordering"), (4, "job"), (5, "characters")]
            where row[place] != other[place] {
                credits.insert(["changed", id, name, row[place], other[place]])
            }
        }
        for id in new.keys where old[id] == nil { credits.insert(["added", id]) }
        #expect(!credits.isEmpty)
        let told = told("credit", below: bound).filter { line in
            // Those of title.crew alone are told by the other test.
            !line.contains { $0.hasPrefix("crewPosition") }
        }
        #expect(Set(told.map { $0[0] == "changed" ? $0 : Array($0[..<2]) }) == credits)
    }

    /// The row of the newer title.principals with a key such as `tt0000488#11`.
    private func row(of key: String) throws -> Row? {
        let parts = key.split(separator: "#").map(String.init)
        let path = directory.appending("\(Self.versions[1])/title.principals.tsv")
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
            .first { $0[0] == parts[0] && $0[1] == parts[1] }
    }

    /// Directors and writers that came to title.crew or left it, unless title.principals has them.
    @Test func crew() throws {
        let principals = try Self.versions.map { version in
            let path = directory.appending("\(version)/title.principals.tsv")
            return Set(
                try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
                    let row = $0.split(separator: "\t", omittingEmptySubsequences: false)
                    return "\(row[0])/\(row[2])/\(row[3])"
                })
        }
        var expected: Set<[String]> = []
        for (title, rows) in try changed("title.crew") {
            for (column, category) in [(1, "director"), (2, "writer")] {
                let people = rows.map { Set($0[column].split(separator: ",").map(String.init)) }
                for person in people[0].subtracting(people[1]) where person != "\\N" {
                    let id = "\(title)/\(person)/\(category)"
                    if !principals[0].contains(id) { expected.insert(["removed", id]) }
                }
                for person in people[1].subtracting(people[0]) where person != "\\N" {
                    let id = "\(title)/\(person)/\(category)"
                    if !principals[1].contains(id) { expected.insert(["added", id]) }
                }
            }
        }
        #expect(!expected.isEmpty)
        let told = told("credit", below: try bound("title.crew")).filter { line in
            line[0] != "changed" && line.contains { $0.hasPrefix("crewPosition") }
        }
        #expect(Set(told.map { Array($0[..<2]) }) == expected)
    }
}
