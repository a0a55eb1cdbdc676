import GraphModel
import GraphServer
import TestSupport
import Testing

/// Goal: a name does wherever an id does, whatever its case and accents; one that several bear or
/// nobody bears is an error that helps.
///
/// Method: answers asked by id, and a graph of namesakes.
@Suite struct CommandNameTests {
    let asker = Asker()

    @Test(
        "a name asks what its id asks",
        arguments: [
            (["PERSON", "Kevin Bacon"], ["PERSON", "nm102"]),
            (["person", "kevin BACON"], ["PERSON", "nm102"]),
            (["TITLE", "apollo 13"], ["TITLE", "tt112384"]),
            (["TITLE", "Cat's in the Bag..."], ["TITLE", "tt1054724"]),
            (["TITLE", "Lost \"Episode\""], ["TITLE", "tt90000005"]),
            (["CAST", "Apollo 13", "LIMIT", "2"], ["CAST", "tt112384", "LIMIT", "2"]),
            (["CREW", "Apollo 13"], ["CREW", "tt112384"]),
            (["EPISODES", "Breaking Bad"], ["EPISODES", "tt903747"]),
            (["AKAS", "Apollo 13"], ["AKAS", "tt112384"]),
            (["FILMOGRAPHY", "Tom Hanks"], ["FILMOGRAPHY", "nm158"]),
            (["COSTARS", "Tom Hanks", "MIN", "2"], ["COSTARS", "nm158", "MIN", "2"]),
            (["DEGREES", "Tom Hanks", "nm102"], ["DEGREES", "nm158", "nm102"]),
            (["DEGREES", "nm158", "Kevin Bacon"], ["DEGREES", "nm158", "nm102"]),
            (["DISTANCES", "Tom Hanks"], ["DISTANCES", "nm158"]),
            (["PEOPLE", "Tom Hanks", "nm102"], ["PEOPLE", "nm158", "nm102"]),
            (["TITLES", "Pilot", "No Such Title"], ["TITLES", "tt959621", "tt1"]),
        ])
    func names(_ byName: [String], _ byID: [String]) throws {
        #expect(try asker.bytes(byName) == asker.bytes(byID))
        #expect(try asker.bytes(byName, .resp3) == asker.bytes(byID, .resp3))
    }

    @Test(
        "looking a name up ends at the deadline", arguments: ["TITLE", "TITLES", "PERSON", "CAST"])
    func deadline(_ command: String) throws {
        var limits = Limits()
        limits.questionMsMax = 0
        let error = try #require(Asker(limits: limits).error([command, "Apollo 13"]))
        #expect(error.kind == .timeout && error.message.hasSuffix("say who by the id"))
        #expect(Asker(limits: limits).error([command, "nm102"])?.kind != .timeout)
    }

    @Test("names have a length that counts") func length() throws {
        func asker(_ bytes: Int) -> (Asker, String) {
            var rows = MemoryGraph.Rows()
            var title = MemoryGraph.Rows.Title(number: 1, type: "movie")
            title.title = String(repeating: "a", count: bytes)
            rows.titles = [title]
            return (Asker(MemoryGraph(rows)), title.title ?? "")
        }
        let (below, name) = asker(1_024)
        #expect(below.error(["TITLE", name]) == nil)
        let (above, longer) = asker(1_025)
        #expect(above.error(["TITLE", longer])?.kind == .notFound)
    }

    @Test func nobody() throws {
        let person = try #require(asker.error(["PERSON", "Kevin"]))
        #expect(person.kind == .notFound)
        #expect(person.message.hasPrefix("no person is named 'Kevin'; a name must be whole"))
        #expect(person.message.contains("nm0000102"))
        let title = try #require(asker.error(["CAST", "Apollo"]))
        #expect(title.kind == .notFound)
        #expect(title.message.hasPrefix("no title is called 'Apollo'"))
        // Original titles are no names here, and people are no titles.
        #expect(asker.error(["TITLE", "Der Untergang"])?.kind == .notFound)
        #expect(asker.error(["TITLE", "Kevin Bacon"])?.kind == .notFound)
    }

    @Test("COMMON and EXCLUDE take ids only") func idsOnly() throws {
        for request in [
            ["COMMON", "Kevin Bacon", "Tom Hanks"], ["COSTARS", "nm158", "EXCLUDE", "Kevin Bacon"],
        ] {
            let error = try #require(asker.error(request))
            #expect(error.kind == .argumentError)
            #expect(error.message.contains("expects ids such as"))
        }
        let excluded = asker.error(["COSTARS", "Tom Hanks", "EXCLUDE", "nm158"])
        #expect(excluded?.message.contains("EXCLUDE names nm0000158") == true)
    }

    @Test("a request with a name is handed to a worker, one with ids is not") func cost() {
        let service = asker.service
        #expect(service.isData(RequestWords(["PERSON", "nm102"])) == .point)
        #expect(service.isData(RequestWords(["PERSON", "Kevin Bacon"])) == .search)
        #expect(service.isData(RequestWords(["CAST", "tt112384", "LIMIT", "5"])) == .point)
        #expect(service.isData(RequestWords(["TITLES", "tt112384", "Pilot"])) == .search)
        #expect(service.isData(RequestWords(["PERSON"])) == .point)
        #expect(service.isData(RequestWords(["STATS"])) == .point)
    }

    // MARK: Namesakes

    private static func namesakes() -> MemoryGraph.Rows {
        var rows = MemoryGraph.Rows()
        for (number, name, year) in [
            (10, "Pilot", 1990), (7, "PILOT", nil), (12, "Pílot", 2001), (3, "Pilots", 2000),
        ] as [(UInt32, String, UInt32?)] {
            var title = MemoryGraph.Rows.Title(number: number, type: "short", title: name)
            title.startYear = year
            title.votes = number == 12 ? 50 : nil
            rows.titles.append(title)
        }
        for number in 1...14 as ClosedRange<UInt32> {
            var person = MemoryGraph.Rows.Person(number: number, name: "Zoë Straße")
            person.birthYear = number == 5 ? 1970 : nil
            person.knownFor = number == 5 ? [12, 3] : []
            rows.people.append(person)
        }
        return rows
    }

    @Test func titlesThatShareAName() throws {
        let asker = Asker(MemoryGraph(Self.namesakes()))
        for name in ["Pilot", "pilot", "PÌLOT", "Pi\u{301}lot"] {
            let error = try #require(asker.error(["TITLE", name]))
            #expect(error.kind == .argumentError)
            #expect(
                error.message == "3 titles are called '\(name)', say which by its id: "
                    + "tt0000012 (short, 2001); tt0000007 (short, no year); "
                    + "tt0000010 (short, 1990)")
        }
        #expect(try asker.ask("TITLE pilots")["id"] == .string("tt0000003"))
    }

    @Test func peopleThatShareAName() throws {
        let graph = MemoryGraph(Self.namesakes())
        let error = try #require(Asker(graph).error(["PERSON", "zoe STRASSE"]))
        #expect(error.kind == .argumentError)
        #expect(
            error.message.hasPrefix(
                "14 people are named 'zoe STRASSE', say which by its id: "
                    + "nm0000005 (1970, known for 'Pílot', 'Pilots'); "
                    + "nm0000001 (no birth year); nm0000002 (no birth year); "))
        #expect(error.message.hasSuffix("nm0000010 (no birth year); and 4 more"))
        var limits = Limits()
        limits.namesakesMax = 14
        let all = try #require(Asker(graph, limits: limits).error(["PERSON", "Zoë Straße"]))
        #expect(all.message.hasSuffix("nm0000014 (no birth year)"))
    }

    @Test("every name of a graph finds its node and no other") func everyName() throws {
        let graph = try SampleGraph.graph()
        let asker = Asker(graph)
        var bearers: [[UInt8]: Int] = [:]
        for person in 0..<UInt32(graph.count(.person)) {
            guard let name = graph.text(.name, person) else { continue }
            bearers[Fold.folded(name.array), default: 0] += 1
        }
        for person in 0..<UInt32(graph.count(.person)) {
            guard let name = graph.text(.name, person)?.string else { continue }
            let folded = Fold.folded(Array(name.utf8))
            let words = ["PERSON", name.uppercased()]
            if bearers[folded] == 1 {
                let id = graph.id(.person, person)
                #expect(try asker.bytes(words) == asker.bytes(["PERSON", "\(id)"]), "\(name)")
            } else {
                #expect(asker.error(words)?.kind == .argumentError, "\(name)")
            }
        }
    }
}
