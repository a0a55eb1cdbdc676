import Foundation
import TestSupport
import Testing
import imdbgen

/// Goal: the files are IMDb's in form: names, columns, order, ids, nulls, distinct values, dirt.
@Suite struct DialectTests {
    let dumps: GeneratedDumps

    init() throws { dumps = try GeneratedDumps.shared.get() }

    static let columns = [
        "name.basics":
            "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
        "title.basics":
            "tconst titleType primaryTitle originalTitle isAdult startYear endYear "
            + "runtimeMinutes genres",
        "title.akas":
            "titleId ordering title region language types attributes isOriginalTitle",
        "title.crew": "tconst directors writers",
        "title.episode": "tconst parentTconst seasonNumber episodeNumber",
        "title.principals": "tconst ordering nconst category job characters",
        "title.ratings": "tconst averageRating numVotes",
    ]

    @Test(
        arguments: [
            ("name.basics", 15_122), ("title.basics", 12_323), ("title.akas", 55_295),
            ("title.crew", 12_325), ("title.episode", 9_515), ("title.principals", 98_073),
            ("title.ratings", 1_641),
        ])
    func rowsAndColumns(name: String, rows: Int) throws {
        let table = try dumps.table(name)
        #expect(table.rows.count == rows)
        #expect(dumps.counts.first { $0.name == name }?.rows == rows)
        #expect(table.columns.joined(separator: " ") == DialectTests.columns[name])
        #expect(table.rows.allSatisfy { $0.count == table.columns.count })
        #expect(table.rows.allSatisfy { $0.allSatisfy { !$0.isEmpty } })
    }

    /// Goal: rows stand in the order of the bytes of their ids, then of `ordering`.
    @Test(arguments: columns.keys.sorted())
    func textOrder(name: String) throws {
        let table = try dumps.table(name)
        let isOrdered = table.columns[1] == "ordering"
        var last: (id: [UInt8], ordering: Int) = ([], 0)
        for row in table.rows {
            let id = Array(row[0].utf8)
            let ordering = isOrdered ? Int(row[1]) ?? 0 : 1
            let isNext =
                last.id == id
                ? isOrdered && ordering == last.ordering + 1
                : last.id.lexicographicallyPrecedes(id) && ordering == 1
            #expect(isNext, "\(row) after \(String(decoding: last.id, as: UTF8.self))")
            guard isNext else { return }
            last = (id, ordering)
        }
    }

    @Test(arguments: [("name.basics", "nm"), ("title.basics", "tt")])
    func idsOfSevenAndEightDigits(name: String, letters: String) throws {
        let ids = try dumps.table(name).rows.map { $0[0] }
        for id in ids {
            let digits = id.dropFirst(2)
            #expect(id.hasPrefix(letters) && digits.allSatisfy { ("0"..."9").contains($0) })
            #expect(digits.count == 7 || (digits.count == 8 && !digits.hasPrefix("0")))
        }
        for length in [9, 10] {
            #expect(ids.count { $0.count == length } > ids.count / 10)
        }
    }

    /// Goal: as many nulls as in the snapshot, within what a thousandth of it can tell.
    @Test(
        arguments: [
            ("name.basics", "birthYear", 0.956), ("name.basics", "deathYear", 0.983),
            ("name.basics", "primaryProfession", 0.20), ("name.basics", "knownForTitles", 0.119),
            ("title.basics", "startYear", 0.118), ("title.basics", "endYear", 0.9875),
            ("title.basics", "runtimeMinutes", 0.641), ("title.basics", "genres", 0.043),
            ("title.akas", "region", 0.22), ("title.akas", "language", 0.33),
            ("title.akas", "types", 0.69), ("title.akas", "attributes", 0.994),
            ("title.crew", "directors", 0.44), ("title.crew", "writers", 0.49),
            ("title.episode", "seasonNumber", 0.206), ("title.episode", "episodeNumber", 0.206),
            ("title.principals", "job", 0.81), ("title.principals", "characters", 0.512),
        ])
    func nullRates(name: String, column: String, rate: Double) throws {
        let measured = try dumps.table(name).nullRate(column)
        #expect(abs(measured - rate) < 0.06 * max(rate, 1 - rate), "\(measured)")
    }

    @Test func distinctValuesAreInProportion() throws {
        let characters = Set(try dumps.table("title.principals").column("characters"))
        let names = Set(try dumps.table("name.basics").column("primaryName"))
        let people = Set(try dumps.table("title.principals").column("nconst"))
        let titles = Set(try dumps.table("title.principals").column("tconst"))
        let parents = Set(try dumps.table("title.episode").column("parentTconst"))
        for (count, whole) in [
            (characters.count, 4_450_719), (names.count, 11_536_665), (people.count, 6_990_414),
            (titles.count, 11_144_615), (parents.count, 232_954),
        ] {
            let ratio = Double(count) * 1_000 / Double(whole)
            #expect(ratio > 0.85 && ratio < 1.15, "\(count) for \(whole)")
        }
    }

    @Test func charactersAreArraysOfOneName() throws {
        var escaped = 0
        for characters in Set(try dumps.table("title.principals").column("characters"))
        where characters != "\\N" {
            let names = try JSONDecoder().decode([String].self, from: Data(characters.utf8))
            #expect(names.count == 1 && names.first?.isEmpty == false)
            escaped += characters.contains(#"\""#) ? 1 : 0
        }
        #expect(escaped > 0)
    }

    @Test func namesAreNotAllASCII() throws {
        for (file, column) in [("name.basics", "primaryName"), ("title.basics", "primaryTitle")] {
            let values = try dumps.table(file).column(column)
            let foreign = values.count { $0.utf8.contains { $0 > 127 } }
            #expect(foreign > values.count / 50 && foreign < values.count / 2)
        }
    }

    @Test func wordsAreKnownOnes() throws {
        let types = Set(try dumps.table("title.basics").column("titleType"))
        #expect(types.isSuperset(of: ["movie", "tvEpisode", "tvSeries", "tvMiniSeries", "short"]))
        let categories = Set(try dumps.table("title.principals").column("category"))
        #expect(
            categories.isSuperset(of: [
                "actor", "actress", "self", "director", "writer", "producer", "editor",
                "cinematographer", "composer", "production_designer", "casting_director",
                "archive_footage",
            ]))
    }
}
