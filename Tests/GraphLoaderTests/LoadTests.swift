import Foundation
import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing

/// Goal: what the dumps say is what the store holds.
@Suite struct LoadTests {
    @Test func aSmallGraphIsWhole() throws {
        let (summary, generation) = try Dumps().open()
        #expect(summary.generation == "gen-000001")
        #expect(summary.absent == [.alternativeTitles, .crew, .episodes, .ratings])
        #expect(generation.count(.title) == 3)
        #expect(generation.count(.person) == 3)
        #expect(generation.statistics.creditCount == 4)
        #expect(
            generation.credits(1) == [
                "actress nm0000001 1 - Eve", "director nm0000002 2 - ",
            ])
        #expect(generation.credits(2) == ["actor nm0000002 1 - Tom \"T\"+Tim"])
        #expect(generation.credits(10_000_003) == ["writer nm10000003 1 novel "])
        let two = try #require(generation.node(NodeID(.title, 2)))
        #expect(generation.text(.primaryTitle, two)?.string == "Two")
        #expect(generation.text(.originalTitle, two)?.string == "Zwei")
        #expect(generation.column(.endYear)[two] == 1995)
        #expect(generation.column(.runtime)[two] == nil)
        let genres = try #require(generation.column(.genres)[two])
        #expect(generation.words(.genreLists)[Int(genres)] == "Comedy,Drama")
        let ada = try #require(generation.node(NodeID(.person, 1)))
        let known = generation.adjacency(.knownForByPerson).list(ada)
        #expect(known.map { generation.id(.title, $0).number } == [1, 10_000_003])
    }

    @Test func rowsOfOneCreditAreMerged() throws {
        let dumps = try Dumps()
        try dumps.append(
            "title.principals.tsv",
            "tt10000003\t9\tnm0000001\tactress\tlead\t[\"Z\"]\n"
                + "tt10000003\t4\tnm0000001\tactress\tstunts\t[\"A\",\"B\"]\n"
                + "tt10000003\t7\tnm0000001\tactress\tlead\t\\N\n"
                + "tt10000003\t8\tnm0000001\tself\t\\N\t\\N\n")
        let (summary, generation) = try dumps.open()
        #expect(
            generation.credits(10_000_003) == [
                "actress nm0000001 4 stunts; lead A+B+Z", "self nm0000001 8 - ",
                "writer nm10000003 1 novel ",
            ])
        #expect(summary.file(.principals)?.rowsKept == 8)
        #expect(generation.statistics.creditCount == 6)
    }

    @Test func crewAddsWhoPrincipalsLack() throws {
        let dumps = try Dumps()
        try dumps.write(
            "title.crew.tsv",
            "tconst\tdirectors\twriters\n"
                + "tt0000001\tnm10000003,nm0000002\tnm0000001,nm9999999\n"
                + "tt0000002\t\\N\tnm0000002,nm0000002\n" + "tt0000009\tnm0000001\t\\N\n")
        let (summary, generation) = try dumps.open()
        #expect(
            generation.credits(1) == [
                "actress nm0000001 1 - Eve", "director nm0000002 2 - ", "director nm10000003 - - ",
                "writer nm0000001 - - ",
            ])
        #expect(
            generation.credits(2) == [
                "actor nm0000002 1 - Tom \"T\"+Tim", "writer nm0000002 - - ",
            ])
        #expect(generation.statistics.crewOnlyCredits == 3)
        #expect(summary.file(.crew)?.referencesDangling == 1)
        #expect(summary.file(.crew)?.rowsDangling == 1)
        // Left out, it adds nothing.
        let without = try dumps.load(without: [.crew])
        #expect(without.statistics.creditCount == 4)
        #expect(without.absent.contains(.crew))
    }

    @Test func theOptionalFilesArrive() throws {
        let dumps = try Dumps()
        try dumps.write(
            "title.ratings.tsv",
            "tconst\taverageRating\tnumVotes\ntt0000001\t8.7\t12\ntt0000008\t1.0\t5\n")
        try dumps.write(
            "title.episode.tsv",
            "tconst\tparentTconst\tseasonNumber\tepisodeNumber\ntt10000003\ttt0000002\t2\t\\N\ntt0000001\ttt0000002\t\\N\t\\N\ntt0000001\ttt0000009\t1\t1\n"
        )
        try dumps.write(
            "title.akas.tsv",
            "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
                + "tt0000001\t2\tUno\tES\t\\N\timdbDisplay\u{2}dvd\t\\N\t0\n"
                + "tt0000001\t1\tOne\t\\N\t\\N\toriginal\t\\N\t1\n"
                + "tt0000005\t1\tX\t\\N\t\\N\t\\N\t\\N\t\\N\n")
        let (summary, generation) = try dumps.open()
        let one = try #require(generation.node(NodeID(.title, 1)))
        #expect(generation.column(.rating)[one] == 870)
        #expect(generation.column(.votes)[one] == 12)
        #expect(summary.file(.ratings)?.rowsDangling == 1)
        let two = try #require(generation.node(NodeID(.title, 2)))
        #expect(
            generation.adjacency(.episodesBySeries).list(two).map {
                generation.id(.title, $0).number
            } == [10_000_003, 1])
        #expect(generation.column(.season)[2] == 2)
        #expect(summary.file(.episodes)?.rowsRejected == 1)
        var akas: [String] = []
        generation.alternativeTitles.forEach(ofTitle: one) { aka in
            let types = aka.types.map { generation.words(.akaTypes)[Int($0)] } ?? "-"
            let region = aka.region.map { generation.words(.regions)[Int($0)] } ?? "-"
            akas.append(
                "\(aka.ordering) \(aka.title?.string ?? "-") \(region) \(types) \(String(describing: aka.isOriginal))"
            )
        }
        #expect(
            akas == [
                "1 One - original Optional(true)", "2 Uno ES imdbDisplay\u{2}dvd Optional(false)",
            ])
        #expect(summary.file(.alternativeTitles)?.rowsDangling == 1)
    }

    /// A late row of a credit that is stored already: the file is read again, nothing is lost.
    @Test func aLateRowOfAStoredCreditIsMerged() throws {
        let dumps = try OrderFixture.dumps("text")
        let first = OrderFixture.titles.sorted()[0]
        let id = NodeID(.title, first)
        let before = try dumps.open().generation
        let person = try #require(before.credits(first).first).split(separator: " ")[1]
        try dumps.append(
            "title.principals.tsv", "\(id)\t0\t\(person)\tactor\t\\N\t[\"Earlier\"]\n")
        try dumps.write("title.crew.tsv", "tconst\tdirectors\twriters\n\(id)\t\\N\tnm0000001\n")
        try dumps.append("title.principals.tsv", "\(id)\t9\tnm0000001\twriter\tnovel\t\\N\n")
        let after = try dumps.open().generation
        #expect(after.credits(first).first?.hasPrefix("actor \(person) 0 - Earlier+") == true)
        #expect(after.credits(first).last == "writer nm0000001 9 novel ")
        #expect(after.statistics.crewOnlyCredits == 0)
    }

    /// Late rows that are few but large are not held in memory: the file is read again.
    @Test func manyBytesOfLateRows() throws {
        let dumps = try OrderFixture.dumps("text")
        let first = OrderFixture.titles.sorted()[0]
        let job = String(repeating: "j", count: 60_000)
        let late = (10..<410).map {
            "\(NodeID(.title, first))\t\($0)\tnm0000001\twriter\t\($0)\(job)\t\\N\n"
        }
        try dumps.append("title.principals.tsv", late.joined())
        let expected = try OrderFixture.text.get()
        let (summary, generation) = try dumps.open()
        #expect(summary.file(.principals)?.rowsKept == OrderFixture.titles.count * 3 + 400)
        #expect(generation.statistics.creditCount == expected.statistics.creditCount + 1)
        let last = try #require(generation.credits(first).last)
        #expect(last.hasPrefix("writer nm0000001 10 10jjj") && last.utf8.count > 400 * 60_000)
        #expect(generation.credits(first).dropLast() == expected.credits(first)[...])
    }

    @Test func danglingRowsAreCountedApart() throws {
        let dumps = try Dumps()
        try dumps.append(
            "title.principals.tsv",
            "tt0000009\t1\tnm0000001\tactor\t\\N\t\\N\n"
                + "tt10000003\t2\tnm0000009\tactor\t\\N\t\\N\n")
        let (summary, _) = try dumps.open()
        #expect(summary.file(.principals)?.rowsRead == 6)
        #expect(summary.file(.principals)?.rowsDangling == 2)
        #expect(summary.file(.principals)?.rowsRejected == 0)
        #expect(summary.file(.principals)?.rowsKept == 4)
    }

    /// Many blocks, ids of 7, 8 and 9 digits, every file in text order, reversed, shuffled, and in
    /// text order but for a few rows: the same store.
    @Test(arguments: ["text", "reversed", "shuffled", "strays"])
    func anyOrderOfRowsGivesTheSame(_ order: String) throws {
        let expected = try OrderFixture.text.get()
        let dumps = try OrderFixture.dumps(order)
        let (summary, generation) = try dumps.open()
        #expect(generation.statistics == expected.statistics)
        #expect(summary.files.allSatisfy { $0.rowsRejected == 0 })
        for number in stride(from: 1, to: OrderFixture.titles.count, by: 97) {
            let title = OrderFixture.titles[number]
            #expect(generation.credits(title) == expected.credits(title))
        }
        #expect(generation.credits(OrderFixture.titles[0]).count == 3)
    }
}

/// Nine thousand titles with ids that text order interleaves.
enum OrderFixture {
    static let titles: [UInt32] = (0..<9_000).map { index in
        let base = UInt32(index)
        switch base % 3 {
        case 0: return 1_000_000 + base * 7
        case 1: return 10_000_000 + base * 71
        default: return 100_000_000 + base * 711
        }
    }

    static let text = Result { try dumps("text").open().generation }

    /// Every 50th row goes to the end.
    private static func moveSome(_ rows: [String]) -> [String] {
        let strays = rows.enumerated().filter { $0.offset % 50 == 7 }.map(\.element)
        return rows.enumerated().filter { $0.offset % 50 != 7 }.map(\.element) + strays
    }

    static func dumps(_ order: String) throws -> Dumps {
        let dumps = try Dumps()
        var random = SplitMix64(seed: 42)
        func arranged(_ rows: [String]) -> String {
            switch order {
            case "text":
                rows.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.joined()
            case "reversed":
                rows.sorted { Array($1.utf8).lexicographicallyPrecedes(Array($0.utf8)) }.joined()
            case "strays":
                moveSome(rows.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
                    .joined()
            default: rows.shuffled(using: &random).joined()
            }
        }
        var basics: [String] = []
        var principals: [String] = []
        for (index, number) in titles.enumerated() {
            let id = NodeID(.title, number)
            basics.append("\(id)\tmovie\tTitle \(index)\tTitle \(index)\t0\t\\N\t\\N\t\\N\t\\N\n")
            for place in 1...3 {
                let person = NodeID(.person, UInt32((index * 31 + place * 17) % 5_000 + 1))
                principals.append(
                    "\(id)\t\(place)\t\(person)\t\(place == 3 ? "director" : "actor")\t\\N\t[\"R\(index)\"]\n"
                )
            }
        }
        let people = (1...5_000).map {
            "\(NodeID(.person, UInt32($0)))\tName \($0)\t\\N\t\\N\t\\N\t\\N\n"
        }
        try dumps.write("title.basics.tsv", Dumps.titleHeader + arranged(basics))
        try dumps.write("name.basics.tsv", Dumps.nameHeader + arranged(people))
        try dumps.write("title.principals.tsv", Dumps.principalHeader + arranged(principals))
        return dumps
    }
}
