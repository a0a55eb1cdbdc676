import Foundation
import GraphModel

/// Writes rows as the seven files of a dump: tab separated, `\N` for absent, no quoting.
///
/// Rows keep the order in which they are given, title.crew and title.ratings that of the titles.
/// Texts must not hold tabs, line feeds or NUL, nor end in a carriage return, nor be `\N`.
package struct DumpWriter {
    /// The categories that title.crew lists, in the order of its columns.
    package static let crewCategories = ["director", "writer"]

    private let rows: MemoryGraph.Rows

    /// A writer of what rows mean in a dump; see `asDumped()`.
    package init(_ rows: MemoryGraph.Rows) { self.rows = rows.asDumped() }

    /// Writes the files into a directory, gzipped if asked for.
    package func write(to directory: String, isCompressed: Bool = false) throws {
        var paths: [String] = []
        for (name, header, lines) in files() {
            let path = "\(directory)/\(name).tsv"
            let text = ([header] + lines).map { $0.joined(separator: "\t") + "\n" }.joined()
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            paths.append(path)
        }
        guard isCompressed else { return }
        let result = try run("gzip", ["-1"] + paths)
        guard result.status == 0 else { throw Failure(output: result.output) }
    }

    /// What gzip complained about.
    package struct Failure: Error {
        package let output: String
    }

    private func files() -> [(name: String, header: [String], lines: [[String]])] {
        [
            (
                "name.basics",
                [
                    "nconst", "primaryName", "birthYear", "deathYear", "primaryProfession",
                    "knownForTitles",
                ], rows.people.map(line)
            ),
            (
                "title.basics",
                [
                    "tconst", "titleType", "primaryTitle", "originalTitle", "isAdult",
                    "startYear", "endYear", "runtimeMinutes", "genres",
                ], rows.titles.map(line)
            ),
            (
                "title.akas",
                [
                    "titleId", "ordering", "title", "region", "language", "types", "attributes",
                    "isOriginalTitle",
                ], []
            ),
            ("title.crew", ["tconst", "directors", "writers"], crewLines()),
            (
                "title.episode", ["tconst", "parentTconst", "seasonNumber", "episodeNumber"],
                rows.episodes.map(line)
            ),
            (
                "title.principals",
                ["tconst", "ordering", "nconst", "category", "job", "characters"],
                rows.credits.filter { $0.ordering != nil }.map(line)
            ),
            ("title.ratings", ["tconst", "averageRating", "numVotes"], ratingLines()),
        ]
    }

    private func field(_ text: String?) -> String {
        guard let text else { return "\\N" }
        precondition(
            text != "\\N" && !text.utf8.contains { [0, 9, 10].contains($0) },
            "a dump cannot hold this text")
        return text
    }

    private func field(_ number: UInt32?) -> String { number.map { "\($0)" } ?? "\\N" }

    private func line(_ row: MemoryGraph.Rows.Person) -> [String] {
        let knownFor = row.knownFor.map { NodeID(.title, $0).description }
        return [
            NodeID(.person, row.number).description, field(row.name), field(row.birthYear),
            field(row.deathYear), field(row.professions),
            field(knownFor.isEmpty ? nil : knownFor.joined(separator: ",")),
        ]
    }

    private func line(_ row: MemoryGraph.Rows.Title) -> [String] {
        [
            NodeID(.title, row.number).description, field(row.type), field(row.title),
            field(row.originalTitle), field(row.isAdult.map { $0 ? "1" : "0" }),
            field(row.startYear), field(row.endYear), field(row.runtime), field(row.genres),
        ]
    }

    private func line(_ row: MemoryGraph.Rows.Episode) -> [String] {
        [
            NodeID(.title, row.number).description, NodeID(.title, row.parent).description,
            field(row.season), field(row.episode),
        ]
    }

    private func line(_ row: MemoryGraph.Rows.Credit) -> [String] {
        let names = row.characters.map { "\"" + DumpWriter.escaped($0) + "\"" }
        return [
            NodeID(.title, row.title).description, field(row.ordering),
            NodeID(.person, row.person).description, field(row.category), field(row.job),
            field(names.isEmpty ? nil : "[" + names.joined(separator: ",") + "]"),
        ]
    }

    /// The inside of a JSON string.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\\(scalar)"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A row per title, also for titles that only credits name.
    private func crewLines() -> [[String]] {
        typealias List = MemoryGraph.Rows.CrewList
        let fillers = rows.crewFillers()
        let present = Set(rows.people.map(\.number))
        var lists: [List: [MemoryGraph.Rows.Credit]] = [:]
        for credit in rows.credits where credit.ordering == nil {
            lists[List(title: credit.title, category: credit.category), default: []]
                .append(credit)
        }
        var seen = Set<UInt32>()
        let absent = lists.keys.map(\.title).filter { title in
            !rows.titles.contains { $0.number == title }
        }
        let titles = (rows.titles.map(\.number) + absent.sorted()).filter {
            seen.insert($0).inserted
        }
        return titles.map { title in
            let columns = DumpWriter.crewCategories.map { category -> String in
                let list = List(title: title, category: category)
                let filler = fillers[list] ?? []
                let credits = (lists[list] ?? []).sorted { $0.crewPosition < $1.crewPosition }
                var people: [UInt32] = []
                var places: UInt32 = 0
                for credit in credits {
                    while present.contains(credit.person) && places < credit.crewPosition {
                        people.append(filler[Int(places) % filler.count])
                        places += 1
                    }
                    people.append(credit.person)
                    if present.contains(credit.person) { places += 1 }
                }
                // Real dumps repeat in title.crew whom principals name.
                people += filler.prefix(3)
                return people.isEmpty
                    ? "\\N"
                    : people.map { NodeID(.person, $0).description }.joined(separator: ",")
            }
            return [NodeID(.title, title).description] + columns
        }
    }

    private func ratingLines() -> [[String]] {
        var seen = Set<UInt32>()
        return rows.titles.compactMap { title in
            guard seen.insert(title.number).inserted, title.votes != nil || title.rating != nil
            else { return nil }
            let rating = title.rating.map { hundredths -> String in
                let cents = hundredths % 100
                let decimals =
                    cents % 10 == 0 ? "\(cents / 10)" : cents < 10 ? "0\(cents)" : "\(cents)"
                return "\(hundredths / 100).\(decimals)"
            }
            return [NodeID(.title, title.number).description, field(rating), field(title.votes)]
        }
    }
}
