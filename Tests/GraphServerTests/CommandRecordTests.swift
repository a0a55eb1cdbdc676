import GraphModel
import GraphServer
import TestSupport
import Testing

/// Goal: TITLE, PERSON, TITLES, PEOPLE, EPISODES have the shape of the protocol, property by
/// property.
///
/// Method: whole replies, written out by hand.
@Suite struct CommandRecordTests {
    let asker = Asker()

    @Test func titleTellsEveryProperty() throws {
        #expect(
            try asker.json("TITLE tt0112384")
                == #"{"id":"tt0112384","title":"Apollo 13","originalTitle":"Apollo 13","#
                + #""titleType":"movie","released":1995,"runtime":140,"#
                + #""genres":["Adventure","Drama","History"],"adult":false,"rating":7.7,"#
                + #""votes":320000}"#)
    }

    @Test func originalTitleMayDiffer() throws {
        let title = try asker.ask("TITLE tt0363163")
        #expect(title["title"] == .string("Downfall"))
        #expect(title["originalTitle"] == .string("Der Untergang"))
    }

    @Test(
        "ratings are the shortest float",
        arguments: [
            (FilmGraph.gump, 8.8), (FilmGraph.downfall, 8.05), (FilmGraph.ozymandias, 10.0),
            (FilmGraph.twoRoads, 5.01),
        ])
    func rating(_ title: UInt32, _ rating: Double) throws {
        #expect(try asker.ask("TITLE tt\(title)")["rating"] == .double(rating))
    }

    @Test func absentPropertiesAreLeftOut() throws {
        #expect(
            try asker.json("TITLE tt90000002") == #"{"id":"tt90000002","titleType":"audiobook"}"#)
        #expect(try asker.json("PERSON nm12345678") == #"{"id":"nm12345678","knownFor":[]}"#)
    }

    @Test func seriesHasAnEnd() throws {
        let title = try asker.ask("TITLE tt0903747")
        #expect(title["released"] == .integer(2008))
        #expect(title["ended"] == .integer(2013))
        #expect(title["series"] == nil)
    }

    @Test func episodeNamesItsSeries() throws {
        #expect(
            try asker.json("TITLE tt2301451")
                == #"{"id":"tt2301451","title":"Ozymandias","originalTitle":"Ozymandias","#
                + #""titleType":"tvEpisode","released":2013,"adult":false,"rating":10.0,"#
                + #""votes":240000,"series":{"id":"tt0903747","title":"Breaking Bad","#
                + #""titleType":"tvSeries","released":2008,"votes":2200000},"#
                + #""season":5,"episode":14}"#)
    }

    @Test func episodeWithoutNumbersSaysNull() throws {
        let title = try asker.ask("TITLE tt90000005")
        #expect(title["title"] == .string("Lost \"Episode\""))
        #expect(title["series"]?["id"] == .string("tt0903747"))
        #expect(title["season"] == .null)
        #expect(title["episode"] == .null)
    }

    @Test func episodeOfAnAbsentSeriesSaysNull() throws {
        var rows = FilmGraph.rows
        rows.episodes = []
        let title = try Asker(MemoryGraph(rows)).ask("TITLE tt0959621")
        #expect(title["series"] == .null)
        #expect(title["season"] == .null)
        #expect(title["episode"] == .null)
    }

    @Test func personTellsEveryPropertyAndKnownForInTheOrderOfTheDump() throws {
        #expect(
            try asker.json("PERSON nm0000102")
                == #"{"id":"nm0000102","name":"Kevin Bacon","born":1958,"#
                + #""professions":["actor","producer","director"],"knownFor":["#
                + #"{"id":"tt0327056","title":"Mystic River","titleType":"movie","#
                + #""released":2003,"votes":480000},"#
                + #"{"id":"tt0087277","title":"Footloose","titleType":"movie","#
                + #""released":1984,"votes":90000}]}"#)
        #expect(try asker.ask("PERSON nm0000200")["died"] == .integer(2017))
    }

    @Test func listsSayNullWhereAnIdIsMissing() throws {
        let titles = try asker.ask("TITLES tt0112384 tt9999999 tt133093 tt0112384")
        #expect(titles.elements.count == 4)
        #expect(titles.elements[0] == (try asker.ask("TITLE tt0112384")))
        #expect(titles.elements[1] == .null)
        #expect(titles.elements[2]["title"] == .string("The Matrix"))
        #expect(titles.elements[3] == titles.elements[0])
        let people = try asker.ask("PEOPLE nm0000158 nm9999999")
        #expect(people.elements == [try asker.ask("PERSON nm0000158"), .null])
    }

    @Test(
        "ids are read with and without padding, in any case",
        arguments: ["tt0112384", "tt112384", "TT0112384", "Tt112384", "tt000000112384"])
    func idSpellings(_ id: String) throws {
        #expect(try asker.ask("TITLE \(id)")["id"] == .string("tt0112384"))
    }

    @Test(arguments: ["TITLE", "title", "Title", "tItLe"])
    func commandsAreReadInAnyCase(_ command: String) throws {
        #expect(try asker.ask("\(command) tt0112384")["title"] == .string("Apollo 13"))
    }

    // MARK: Episodes

    @Test func episodesComeBySeasonAndNumberWithAbsentOnesLast() throws {
        let reply = try asker.ask("EPISODES tt0903747")
        #expect(reply.names == ["total", "episodes"])
        #expect(reply["total"] == .integer(4))
        let rows = reply["episodes"]?.elements ?? []
        #expect(rows.map(\.names) == Array(repeating: ["season", "episode", "title"], count: 4))
        #expect(rows.map { $0["season"] } == [.integer(1), .integer(1), .integer(5), .null])
        #expect(rows.map { $0["episode"] } == [.integer(1), .integer(2), .integer(14), .null])
        #expect(
            reply["episodes"]?.ids("title")
                == ["tt0959621", "tt1054724", "tt2301451", "tt90000005"])
    }

    @Test(
        "SEASON keeps one season and the page cuts it",
        arguments: [
            ("SEASON 1", 2, ["tt0959621", "tt1054724"]), ("SEASON 5", 1, ["tt2301451"]),
            ("SEASON 2", 0, []), ("SEASON 65534", 0, []),
            ("SEASON 1 LIMIT 1", 2, ["tt0959621"]),
            ("LIMIT 1 OFFSET 1 SEASON 1", 2, ["tt1054724"]), ("OFFSET 3", 4, ["tt90000005"]),
            ("OFFSET 4", 4, []), ("OFFSET 1000000000 LIMIT 1000000", 4, []), ("LIMIT 0", 4, []),
        ])
    func seasons(_ options: String, _ total: Int, _ ids: [String]) throws {
        let reply = try asker.ask("EPISODES tt0903747 \(options)")
        #expect(reply["total"] == .integer(total))
        #expect(reply["episodes"]?.ids("title") == ids)
    }

    @Test func aFilmHasNoEpisodesAndNoOtherNames() throws {
        #expect(try asker.json("EPISODES tt0112384") == #"{"total":0,"episodes":[]}"#)
        #expect(try asker.json("AKAS tt0112384") == #"{"total":0,"akas":[]}"#)
    }

    @Test("other names, with everything that the dump tells of them") func alternativeTitles()
        throws
    {
        let reply = try Asker(SampleGraph.graph()).ask("AKAS tt0133093")
        #expect(reply.names == ["total", "akas"])
        let rows = reply["akas"]?.elements ?? []
        #expect(reply["total"] == .integer(rows.count))
        #expect(
            rows.first
                == .map([
                    .init("title", .string("The Matrix")), .init("region", .null),
                    .init("language", .null), .init("types", .array([.string("original")])),
                    .init("attributes", .null), .init("original", .boolean(true)),
                ]))
        let japanese = try #require(rows.first { $0["region"] == .string("JP") })
        #expect(japanese["title"] == .string("マトリックス"))
        #expect(japanese["language"] == .string("ja"))
        #expect(japanese["original"] == .boolean(false))
    }
}
