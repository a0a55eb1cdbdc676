import GraphModel
import GraphServer
import TestSupport
import Testing

/// Goal: SEARCH and SUGGEST answer in their shape, take the filters that apply and say what is
/// wrong with the others.
///
/// Method: the small graph of films. That the right nodes are found is compared elsewhere with a
/// look at every name.
@Suite struct CommandFindTests {
    let asker = Asker()

    /// The ids of the hits.
    private func ids(_ request: String) throws -> [String] {
        let results = try #require(try asker.ask(request)["results"])
        return results.elements.compactMap { row in
            (row["title"] ?? row["person"])?["id"]?.text
        }
    }

    @Test func searchTellsTheRecordAndTheScore() throws {
        let answer = try asker.ask("SEARCH TITLES apollo")
        #expect(answer.names == ["total", "results"])
        #expect(answer["total"] == .integer(1))
        let row = try #require(answer["results"]?.elements.first)
        #expect(row.names == ["title", "score"])
        #expect(row["score"] == .integer(3))
        let films = try #require(try asker.ask("FILMOGRAPHY nm102")["credits"]).elements
        #expect(films.contains { $0["title"] == row["title"] }, "embedded as everywhere")
        #expect(
            try asker.json("SEARCH PEOPLE hanks")
                == "{\"total\":1,\"results\":[{\"person\":"
                + "{\"id\":\"nm0000158\",\"name\":\"Tom Hanks\",\"born\":1956},\"score\":3}]}")
    }

    @Test func suggestTellsBothKinds() throws {
        let answer = try asker.json("SUGGEST ALL a")
        #expect(answer.contains("\"title\":{\"id\""))
        #expect(try ids("SUGGEST PEOPLE kev").first == "nm0000102")
        #expect(try asker.json("SUGGEST TITLES zzzz") == "{\"results\":[]}")
        #expect(try asker.json("SUGGEST TITLES a LIMIT 0") == "{\"results\":[]}")
    }

    @Test("a filter takes away what it should") func filters() throws {
        let all = try ids("SEARCH TITLES b LIMIT 100")
        #expect(all.count > 1)
        let movies = try ids("SEARCH TITLES b TYPE tvSeries LIMIT 100")
        #expect(movies.count < all.count && movies.allSatisfy { all.contains($0) })
        let first = try #require(all.first)
        let others = try ids("SEARCH TITLES b EXCLUDE \(first) LIMIT 100")
        #expect(others == Array(all.dropFirst()))
        let people = try ids("SEARCH PEOPLE kevin PROFESSION actor")
        #expect(people == ["nm0000102"])
        #expect(try ids("SEARCH PEOPLE kevin PROFESSION composer") == [])
    }

    @Test func blanksAreNoText() throws {
        let error = try #require(asker.error(["SEARCH", "TITLES", "  "]))
        #expect(error.message == "SEARCH expects a text with a word in it")
    }

    @Test("typos when asked for or when nothing else is found") func typos() throws {
        #expect(try ids("SEARCH PEOPLE kevim") == ["nm0000102"])
        #expect(try ids("SEARCH PEOPLE kevim FUZZY no") == [])
        #expect(try ids("SEARCH PEOPLE kevin FUZZY yes") == ["nm0000102"])
    }

    @Test(arguments: [
        ("SEARCH", "expects 2 words after it (TITLES|PEOPLE text), got 0"),
        ("SEARCH TITLES", "expects 2 words after it"),
        ("SEARCH FILMS x", "SEARCH expects TITLES or PEOPLE and then a text, got 'FILMS'"),
        ("SEARCH ALL x", "SEARCH expects TITLES or PEOPLE"),
        ("SUGGEST FILMS x", "SUGGEST expects TITLES, PEOPLE or ALL and then a text"),
        ("SEARCH TITLES x PROFESSION actor", "SEARCH TITLES has no option PROFESSION"),
        ("SEARCH PEOPLE x SINCE 1990", "SEARCH PEOPLE has no option SINCE, it filters titles"),
        (
            "SEARCH PEOPLE x PROFESSION actro",
            "PROFESSION has no profession 'actro', did you mean actor"
        ),
        ("SEARCH TITLES x FUZZY maybe", "FUZZY expects auto or yes or no, got 'maybe'"),
        ("SEARCH TITLES x GENRE scify", "did you mean Sci-Fi"),
        ("SEARCH TITLES x MAX 2", "SEARCH has no option 'MAX'"),
        ("SUGGEST ALL x OFFSET 2", "SUGGEST has no option 'OFFSET'"),
        ("SEARCH TITLES x EXCLUDE tt9999999", "no title has the id tt9999999"),
        ("SEARCH TITLES x EXCLUDE nm102", "EXCLUDE of SEARCH TITLES takes titles only"),
        ("SEARCH PEOPLE x EXCLUDE tt112384", "EXCLUDE of SEARCH PEOPLE takes people only"),
    ])
    func whatIsWrongIsTold(_ request: String, _ part: String) throws {
        let error = try #require(asker.error(request), "\(request)")
        #expect(error.message.contains(part), "\(error.message)")
    }
}
