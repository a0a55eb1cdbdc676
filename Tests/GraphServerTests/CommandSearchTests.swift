import GraphServer
import TestSupport
import Testing

/// Goal: COSTARS, DEGREES and DISTANCES have the shape of the protocol and honour their options.
///
/// Method: answers worked out on paper from `FilmGraph`.
@Suite struct CommandSearchTests {
    let asker = Asker()

    // MARK: Co-stars

    @Test func costarsTellThePersonTheCountAndTheTitles() throws {
        #expect(
            try asker.json("COSTARS nm0000158 LIMIT 1")
                == #"{"total":3,"costars":[{"person":{"id":"nm0000641","name":"Gary Sinise","#
                + #""born":1955},"shared":2,"titles":["#
                + #"{"id":"tt0109830","title":"Forrest Gump","titleType":"movie","#
                + #""released":1994,"votes":2300000},"#
                + #"{"id":"tt0112384","title":"Apollo 13","titleType":"movie","#
                + #""released":1995,"votes":320000}]}]}"#)
    }

    @Test(
        "most shared first, then by number; MIN and the page",
        arguments: [
            ("nm102", "", 4, ["nm0000158", "nm0000200", "nm0000401", "nm0000641"]),
            ("nm158", "", 3, ["nm0000641", "nm0000102", "nm0000200"]),
            ("nm158", "MIN 1", 3, ["nm0000641", "nm0000102", "nm0000200"]),
            ("nm158", "MIN 2", 1, ["nm0000641"]),
            ("nm158", "MIN 3", 0, []),
            ("nm158", "OFFSET 1", 3, ["nm0000102", "nm0000200"]),
            ("nm158", "LIMIT 1 OFFSET 2", 3, ["nm0000200"]),
            ("nm158", "SINCE 1995", 3, ["nm0000102", "nm0000200", "nm0000641"]),
            ("nm158", "EXCLUDE nm641,nm102", 1, ["nm0000200"]),
            ("nm158", "EXCLUDE tt112384", 1, ["nm0000641"]),
            ("nm158", "ROLE director", 0, []),
            ("nm165", "", 0, []),
            ("nm90000001", "", 0, []),
            ("nm4486", "ROLE all", 1, ["nm0000158"]),
        ])
    func costars(_ person: String, _ options: String, _ total: Int, _ people: [String]) throws {
        let reply = try asker.ask("COSTARS \(person) \(options)")
        #expect(reply["total"] == .integer(total))
        #expect(reply["costars"]?.ids("person") == people)
    }

    @Test("TITLES says how many shared titles are told, 3 unless said", arguments: 0...3)
    func sharedTitles(_ count: Int) throws {
        let reply = try asker.ask("COSTARS nm158 LIMIT 1 TITLES \(count)")
        let row = try #require(reply["costars"]?.elements.first)
        #expect(row["shared"] == .integer(2))
        #expect(row["titles"]?.ids() == Array(["tt0109830", "tt0112384"].prefix(count)))
        #expect(Limits().sharedTitlesDefault == 3)
    }

    // MARK: Degrees

    @Test func degreesTellTheChainWithBothCreditsOfEachHop() throws {
        #expect(
            try asker.json("DEGREES nm0000102 nm0000158")
                == #"{"degrees":1,"paths":[["#
                + #"{"id":"nm0000102","name":"Kevin Bacon","born":1958},"#
                + #"{"title":{"id":"tt0112384","title":"Apollo 13","titleType":"movie","#
                + #""released":1995,"votes":320000},"#
                + #""from":{"category":"actor","job":null,"characters":["Jack Swigert"],"#
                + #""ordering":3},"#
                + #""to":{"category":"actor","job":null,"characters":["Jim Lovell"],"#
                + #""ordering":1}},"#
                + #"{"id":"nm0000158","name":"Tom Hanks","born":1956}]]}"#)
    }

    @Test func oneselfIsZeroDegreesAway() throws {
        #expect(
            try asker.json("DEGREES nm0000102 nm102 COUNT")
                == #"{"degrees":0,"count":1,"paths":[["#
                + #"{"id":"nm0000102","name":"Kevin Bacon","born":1958}]]}"#)
    }

    /// Options, the degrees and the reason.
    @Test(
        arguments: [
            ("nm102 nm186505", 3, nil), ("nm102 nm186505 MAX 3", 3, nil),
            ("nm102 nm186505 MAX 2", nil, "beyond MAX"),
            ("nm102 nm158 MAX 0", nil, "beyond MAX"),
            ("nm102 nm102 MAX 0", 0, nil),
            ("nm102 nm186505 ADULT no", nil, "not connected"),
            ("nm102 nm186505 EXCLUDE tt90000001", nil, "not connected"),
            ("nm102 nm186505 EXCLUDE nm666739", nil, "not connected"),
            ("nm102 nm186505 TYPE movie", nil, "not connected"),
            ("nm102 nm186505 TYPE movie,TVSERIES", 3, nil),
            ("nm102 nm4486", nil, "not connected"), ("nm102 nm4486 ROLE all", 2, nil),
            ("nm102 nm90000001", nil, "not connected"), ("nm206 nm158", 3, nil),
            ("nm206 nm158 SINCE 1999", nil, "not connected"),
            ("nm206 nm158 MINVOTES 13", 3, nil),
            ("nm206 nm158 MINVOTES 400000", nil, "not connected"),
            ("nm206 nm165", nil, "not connected"), ("nm206 nm165 ROLE cast,director,self", 2, nil),
        ] as [(String, Int?, String?)])
    func degrees(_ request: String, _ degrees: Int?, _ reason: String?) throws {
        let reply = try asker.ask("DEGREES \(request)")
        #expect(
            reply.names == (reason == nil ? ["degrees", "paths"] : ["degrees", "reason", "paths"]))
        #expect(reply["degrees"] == (degrees.map { .integer($0) } ?? .null))
        #expect(reply["reason"]?.text == reason)
        let paths = reply["paths"]?.elements ?? []
        #expect(paths.count == (degrees == nil ? 0 : 1))
        for path in paths { #expect(path.elements.count == 2 * (degrees ?? 0) + 1) }
    }

    @Test("COUNT counts chains of people, PATHS lists them in order of their ids")
    func chains() throws {
        let reply = try asker.ask("DEGREES nm206 nm158 COUNT PATHS 5")
        #expect(reply.names == ["degrees", "count", "paths"])
        #expect(reply["degrees"] == .integer(3))
        #expect(reply["count"] == .integer(2))
        let paths = reply["paths"]?.elements ?? []
        #expect(
            paths.map(people) == [
                ["nm0000206", "nm0000401", "nm0000102", "nm0000158"],
                ["nm0000206", "nm0001592", "nm0000200", "nm0000158"],
            ])
        let one = try asker.ask("DEGREES nm206 nm158 PATHS 1")
        #expect(one["paths"]?.elements == Array(paths.prefix(1)))
        #expect(one["count"] == nil)
        let none = try asker.ask("DEGREES nm102 nm4486 COUNT PATHS 3")
        #expect(none["count"] == .integer(0))
        #expect(none["paths"] == .array([]))
    }

    @Test("each hop shows the shared title with most votes") func hops() throws {
        let reply = try asker.ask("DEGREES nm158 nm641")
        let hop = try #require(reply["paths"]?.elements.first?.elements[1])
        #expect(hop.names == ["title", "from", "to"])
        #expect(hop["title"]?["id"] == .string("tt0109830"))
        let older = try asker.ask("DEGREES nm158 nm641 SINCE 1995")
        #expect(
            older["paths"]?.elements.first?.elements[1]["title"]?["id"] == .string("tt0112384"))
    }

    private func people(_ path: ReplyValue) -> [String] {
        path.elements.enumerated().filter { $0.offset % 2 == 0 }
            .compactMap { $0.element["id"]?.text }
    }

    // MARK: Distances

    @Test func distancesTellLevelsAndWhoWasNotReached() throws {
        #expect(
            try asker.json("DISTANCES nm0000206")
                == #"{"levels":[{"distance":0,"people":1},{"distance":1,"people":2},"#
                + #"{"distance":2,"people":3},{"distance":3,"people":3}],"unreachable":1}"#)
    }

    @Test func maxCutsTheSearchAndLeavesUnreachableUnknown() throws {
        #expect(
            try asker.json("DISTANCES nm0000206 MAX 1")
                == #"{"levels":[{"distance":0,"people":1},{"distance":1,"people":2}],"#
                + #""unreachable":null}"#)
    }

    @Test(
        "PEOPLE tells who is at a distance, by number",
        arguments: [
            ("PEOPLE 0", 1, ["nm0000206"]), ("PEOPLE 1", 2, ["nm0000401", "nm0001592"]),
            ("PEOPLE 2", 3, ["nm0000102", "nm0000200", "nm0666739"]),
            ("PEOPLE 2 LIMIT 1 OFFSET 1", 3, ["nm0000200"]), ("PEOPLE 9", 0, []),
            ("PEOPLE 2 ADULT no", 2, ["nm0000102", "nm0000200"]),
        ])
    func distancePeople(_ options: String, _ total: Int, _ people: [String]) throws {
        let reply = try asker.ask("DISTANCES nm206 \(options)")
        #expect(reply.names == ["levels", "unreachable", "total", "people"])
        #expect(reply["total"] == .integer(total))
        #expect(reply["people"]?.ids() == people)
    }
}
