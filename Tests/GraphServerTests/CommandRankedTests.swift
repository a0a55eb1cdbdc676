import GraphServer
import TestSupport
import Testing

/// Goal: BEST, CENTER and SIMILAR have the shape of the protocol and honour their options.
///
/// Method: answers worked out on paper from `FilmGraph`.
@Suite struct CommandRankedTests {
    let asker = Asker()

    @Test func bestTellsTheChainThroughTitlesWithMostVotes() throws {
        let plain = try asker.ask("DEGREES nm206 nm158 COUNT PATHS 2")
        let best = try asker.ask("DEGREES nm206 nm158 COUNT PATHS 2 BEST")
        #expect(best["degrees"] == plain["degrees"] && best["count"] == plain["count"])
        #expect(best["paths"]?.elements.count == 2)
        let one = try asker.ask("DEGREES nm206 nm158 BEST")
        #expect(one["paths"]?.elements == Array((best["paths"]?.elements ?? []).prefix(1)))
        #expect(try asker.ask("DEGREES nm102 nm102 BEST")["paths"]?.elements.count == 1)
        #expect(try asker.ask("DEGREES nm102 nm4486 BEST")["degrees"] == .null)
    }

    @Test func centerTellsSumsOfDistances() throws {
        // Distances of nm206: two at 1, three at 2, three at 3; one person is out of reach.
        #expect(
            try asker.json("CENTER nm206")
                == #"{"reached":8,"unreachable":1,"average":2.125,"farthest":3}"#)
        #expect(
            try asker.json("CENTER nm206 ROLE director")
                .hasPrefix(#"{"reached":0,"unreachable":"#))
        #expect(try asker.ask("CENTER nm206 ROLE director")["average"] == .null)
        #expect(asker.error("CENTER tt112384")?.kind == .argumentError)
        #expect(asker.error("CENTER nm206 EXCLUDE nm206")?.kind == .argumentError)
    }

    @Test func similarTellsScoresAndHowManyAreShared() throws {
        let people = try asker.ask("SIMILAR nm158 ROLE cast")
        let costars = try asker.ask("COSTARS nm158")
        #expect(people["total"] == costars["total"])
        #expect(
            Set(people["similar"]?.ids("person") ?? [])
                == Set(costars["costars"]?.ids("person") ?? []))
        let titles = try asker.ask("SIMILAR tt109830 ROLE cast LIMIT 1")
        #expect(titles["similar"]?.ids("title") == ["tt0112384"])
        #expect(titles["similar"]?.elements.first?["shared"] == .integer(2))
        // A title that its own scope leaves out has no people.
        #expect(try asker.json("SIMILAR tt109830 TYPE short") == #"{"total":0,"similar":[]}"#)
        #expect(asker.error("SIMILAR tt9")?.kind == .notFound)
        #expect(asker.error("SIMILAR x")?.kind == .argumentError)
        #expect(asker.error("SIMILAR nm158 EXCLUDE nm158")?.kind == .argumentError)
    }
}
