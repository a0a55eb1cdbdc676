import GraphServer
import TestSupport
import Testing

/// Goal: CAST, CREW and FILMOGRAPHY list the right credits in the right order, and every option
/// means what the protocol says.
///
/// Method: answers worked out on paper from `FilmGraph`.
@Suite struct CommandListingTests {
    let asker = Asker()

    // MARK: Shapes

    @Test func castTellsThePersonAndTheCredit() throws {
        #expect(
            try asker.json("CAST tt0109830")
                == #"{"total":2,"cast":["#
                + #"{"person":{"id":"nm0000158","name":"Tom Hanks","born":1956},"#
                + #""category":"actor","job":null,"#
                + #""characters":["Forrest Gump","Narrator","Nathan Bedford Forrest"],"#
                + #""ordering":1},"#
                + #"{"person":{"id":"nm0000641","name":"Gary Sinise","born":1955},"#
                + #""category":"actor","job":null,"characters":["Lieutenant Dan Taylor"],"#
                + #""ordering":2}]}"#)
    }

    @Test func filmographyTellsTheTitleAndTheCredit() throws {
        #expect(
            try asker.json("FILMOGRAPHY nm12345678")
                == #"{"total":1,"credits":[{"title":{"id":"tt0112384","title":"Apollo 13","#
                + #""titleType":"movie","released":1995,"votes":320000},"category":"stunts","#
                + #""job":"stunt \"double\"","characters":null,"ordering":6}]}"#)
    }

    @Test func crewTellsDirectorsAndWriters() throws {
        #expect(
            try asker.json("CREW tt0112384")
                == #"{"directors":[{"id":"nm0000165","name":"Ron Howard","born":1954}],"#
                + #""writers":[{"id":"nm0000709","name":"Robert Zemeckis","born":1952},"#
                + #"{"id":"nm0319213","name":"Vince Gilligan","born":1967}]}"#)
        #expect(try asker.json("CREW tt0133093") == #"{"directors":[],"writers":[]}"#)
    }

    @Test func creditOfTitleCrewAloneHasNoOrdering() throws {
        let rows = try asker.ask("CAST tt0112384 ROLE writer")["cast"]?.elements ?? []
        #expect(rows.map { $0["ordering"] } == [.null, .null])
        #expect(rows.map { $0["person"]?["id"] } == [.string("nm0000709"), .string("nm0319213")])
    }

    // MARK: Order and pages

    @Test(
        "the cast comes by billing, credits without ordering last",
        arguments: [
            ("", 4, [158, 200, 102, 641]), ("LIMIT 2", 4, [158, 200]),
            ("OFFSET 3", 4, [641]), ("LIMIT 1 OFFSET 1", 4, [200]), ("OFFSET 4", 4, []),
            ("LIMIT 0", 4, []),
            ("ROLE all", 8, [158, 200, 102, 641, 165, 12_345_678, 709, 319_213]),
            ("ROLE crew", 4, [165, 12_345_678, 709, 319_213]), ("ROLE actress", 0, []),
            ("EXCLUDE nm158", 3, [200, 102, 641]), ("SINCE 1996", 0, []),
            ("TYPE movie", 4, [158, 200, 102, 641]),
        ] as [(String, Int, [Int])])
    func castOrder(_ options: String, _ total: Int, _ people: [Int]) throws {
        let reply = try asker.ask("CAST tt0112384 \(options)")
        #expect(reply.names == ["total", "cast"])
        #expect(reply["total"] == .integer(total))
        #expect(reply["cast"]?.ids("person") == people.map { id("nm", $0) })
    }

    @Test(
        "SORT orders by year, votes or rating, titles without it last",
        arguments: [
            ("nm401", "", [327_056, 133_093, 90_000_001]),
            ("nm401", "SORT year", [327_056, 133_093, 90_000_001]),
            ("nm401", "SORT votes", [133_093, 327_056, 90_000_001]),
            ("nm401", "sort RATING", [133_093, 327_056, 90_000_001]),
            ("nm4486", "", [363_163, 90_000_002]),
            ("nm319213", "", [903_747, 959_621, 112_384]),
            ("nm319213", "SORT votes", [903_747, 112_384, 959_621]),
            ("nm319213", "SORT rating LIMIT 1 OFFSET 1", [959_621]),
        ] as [(String, String, [Int])])
    func filmographyOrder(_ person: String, _ options: String, _ titles: [Int]) throws {
        let reply = try asker.ask("FILMOGRAPHY \(person) \(options)")
        #expect(reply["credits"]?.ids("title") == titles.map { id("tt", $0) })
    }

    @Test func aPageIsTenRowsUnlessSaid() throws {
        let limits = Limits()
        #expect(limits.pageRowsDefault == 10)
        var three = Limits()
        three.pageRowsDefault = 3
        let reply = try Asker(limits: three).ask("CAST tt0112384")
        #expect(reply["total"] == .integer(4))
        #expect(reply["cast"]?.elements.count == 3)
    }

    // MARK: Options

    /// Options of FILMOGRAPHY and the titles that are left.
    static let scopes: [(person: Int, options: String, titles: [Int])] = [
        (158, "", [363_163, 112_384, 109_830]),
        (158, "ROLE all", [363_163, 112_384, 109_830]),
        (158, "ROLE cast", [112_384, 109_830]),
        (158, "role CAST", [112_384, 109_830]),
        (158, "ROLE archive_footage", [363_163]),
        (158, "ROLE Actor,ARCHIVE_footage", [363_163, 112_384, 109_830]),
        (158, "ROLE crew", []),
        (158, "ROLE self", []),
        (165, "", [90_000_003, 112_384]),
        (165, "ROLE self", [90_000_003]),
        (165, "ROLE crew", [112_384]),
        (165, "ROLE crew,self", [90_000_003, 112_384]),
        (165, "ROLE director", [112_384]),
        (165, "ROLE producer,casting_director", []),
        (12_345_678, "ROLE crew", [112_384]),
        (12_345_678, "ROLE STUNTS", [112_384]),
        (12_345_678, "ROLE cast,self", []),
        (1_592, "", [90_000_003, 133_093]),
        (1_592, "TYPE short", [90_000_003]),
        (1_592, "TYPE MOVIE", [133_093]),
        (1_592, "type movie,short", [90_000_003, 133_093]),
        (1_592, "TYPE tvSpecial", []),
        (1_592, "TYPE videogame,movie", [133_093]),
        (4_486, "TYPE audiobook", [90_000_002]),
        (102, "SINCE 1995", [327_056, 112_384]),
        (102, "SINCE 1996", [327_056]),
        (102, "UNTIL 1995", [112_384, 87_277]),
        (102, "UNTIL 1994", [87_277]),
        (102, "SINCE 1995 UNTIL 1995", [112_384]),
        (102, "until 1995 since 1995", [112_384]),
        (102, "SINCE 2003 UNTIL 1984", []),
        (4_486, "SINCE 0", [363_163]),
        (4_486, "UNTIL 9999", [363_163]),
        (102, "GENRE drama", [327_056, 112_384, 87_277]),
        (102, "GENRE Music", [87_277]),
        (102, "GENRE crime,MUSIC", [327_056, 87_277]),
        (102, "GENRE Western", []),
        (206, "GENRE sci-fi", [133_093]),
        (401, "MINVOTES 0", [327_056, 133_093, 90_000_001]),
        (401, "MINVOTES 1", [327_056, 133_093]),
        (401, "MINVOTES 480000", [327_056, 133_093]),
        (401, "MINVOTES 480001", [133_093]),
        (401, "ADULT yes", [327_056, 133_093, 90_000_001]),
        (401, "ADULT NO", [327_056, 133_093]),
        (4_486, "ADULT no", [363_163, 90_000_002]),
        (102, "EXCLUDE tt112384,TT0087277", [327_056]),
        (102, "EXCLUDE nm158", [327_056, 112_384, 87_277]),
        (
            102,
            "ROLE cast TYPE movie SINCE 1984 UNTIL 2003 GENRE Drama MINVOTES 1 ADULT no LIMIT 1",
            [327_056]
        ),
        (
            102,
            "LIMIT 1 ADULT no MINVOTES 1 GENRE Drama UNTIL 2003 SINCE 1984 TYPE movie ROLE cast",
            [327_056]
        ),
    ]

    @Test(arguments: scopes)
    func scope(_ person: Int, _ options: String, _ titles: [Int]) throws {
        let reply = try asker.ask("FILMOGRAPHY nm\(person) \(options)")
        #expect(reply["credits"]?.ids("title") == titles.map { id("tt", $0) })
    }

    @Test(
        "options in any order give the same answer",
        arguments: [
            ("FILMOGRAPHY nm102", ["ROLE cast", "SINCE 1984", "SORT votes", "LIMIT 2"]),
            ("COSTARS nm158", ["TYPE movie", "MIN 1", "OFFSET 1", "TITLES 1"]),
            ("DEGREES nm206 nm158", ["COUNT", "PATHS 2", "ADULT no", "MAX 9"]),
            ("DISTANCES nm206", ["PEOPLE 2", "LIMIT 2", "ROLE all", "GENRE drama,sci-fi"]),
        ])
    func anyOrder(_ question: String, _ options: [String]) throws {
        let orders = permutations(options)
        #expect(orders.count == 24)
        let replies = try orders.map {
            try asker.json(([question] + $0).joined(separator: " "))
        }
        #expect(Set(replies).count == 1)
        #expect(try asker.json(question) != replies[0], "the options do something")
    }

    private func permutations(_ words: [String]) -> [[String]] {
        guard words.count > 1 else { return [words] }
        return words.indices.flatMap { index in
            var rest = words
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }

    /// The id of a number: FilmGraph's are written without padding in these tables.
    private func id(_ prefix: String, _ number: Int) -> String {
        let digits = String(number)
        return prefix + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }
}
