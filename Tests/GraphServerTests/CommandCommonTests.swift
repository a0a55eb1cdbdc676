import GraphServer
import TestSupport
import Testing

/// Goal: COMMON tells what all share and nothing else; STATS tells what was counted.
///
/// Method: answers worked out on paper from `FilmGraph`, whole screens, mistakes.
@Suite struct CommandCommonTests {
    let asker = Asker()

    @Test func peopleShareTitles() throws {
        #expect(
            try asker.json("COMMON nm0000102 nm0000158")
                == #"{"total":1,"titles":[{"id":"tt0112384","title":"Apollo 13","#
                + #""titleType":"movie","released":1995,"votes":320000}]}"#)
    }

    @Test func titlesSharePeople() throws {
        #expect(
            try asker.json("COMMON tt0112384 tt0327056")
                == #"{"total":1,"people":[{"id":"nm0000102","name":"Kevin Bacon","born":1958}]}"#)
    }

    @Test(
        "titles by votes, people by number, every credit counts unless ROLE says less",
        arguments: [
            ("nm158 nm641", 2, ["tt0109830", "tt0112384"]),
            ("nm641 nm158", 2, ["tt0109830", "tt0112384"]),
            ("nm158 nm709", 2, ["tt0109830", "tt0112384"]),
            ("nm158 nm709 ROLE cast", 0, []),
            ("nm158 nm641 nm102", 1, ["tt0112384"]),
            ("nm158 nm641 nm102 nm206", 0, []),
            ("nm158 nm158", 3, ["tt0109830", "tt0363163", "tt0112384"]),
            ("nm158 nm4486", 1, ["tt0363163"]),
            ("nm158 nm4486 ROLE cast", 0, []),
            ("nm158 nm641 LIMIT 1", 2, ["tt0109830"]),
            ("nm158 nm641 OFFSET 1", 2, ["tt0112384"]),
            ("nm158 nm641 limit 0", 2, []),
            ("nm158 nm641 SINCE 1995", 1, ["tt0112384"]),
            ("nm158 nm641 EXCLUDE tt109830", 1, ["tt0112384"]),
            ("nm158 nm90000001", 0, []),
            ("tt112384 tt109830", 3, ["nm0000158", "nm0000641", "nm0000709"]),
            ("tt112384 tt109830 ROLE cast", 2, ["nm0000158", "nm0000641"]),
            ("tt112384 tt109830 ROLE crew", 1, ["nm0000709"]),
            ("tt112384 tt109830 EXCLUDE nm641", 2, ["nm0000158", "nm0000709"]),
            ("tt112384 tt109830 SINCE 1995", 0, []),
            ("tt112384 tt109830 tt363163", 1, ["nm0000158"]),
            ("tt112384 tt90000001", 0, []),
        ])
    func shared(_ request: String, _ total: Int, _ nodes: [String]) throws {
        let reply = try asker.ask("COMMON \(request)")
        let list = request.hasPrefix("nm") ? "titles" : "people"
        #expect(reply.names == ["total", list])
        #expect(reply["total"] == .integer(total))
        #expect(reply[list]?.ids() == nodes)
    }

    @Test(arguments: [
        ("COMMON", "at least 2 words after it (id id [id …]), got 0"),
        ("COMMON nm102", "at least 2 words after it (id id [id …]), got 1"),
        ("COMMON nm102 tt112384", "nm0000102 is a person and tt0112384 is a title"),
        ("COMMON tt112384 tt109830 nm102", "tt0112384 is a title and nm0000102 is a person"),
        ("COMMON nm102 bacon", "expects ids such as nm0000102 or tt0112384, got 'bacon'"),
        ("COMMON bacon nm102", "expects ids such as nm0000102 or tt0112384, got 'bacon'"),
        ("COMMON nm102 LIMIT 5", "at least 2 words after it (id id [id …]), got 1"),
        ("COMMON nm102 nm158 nm12x", "got 'nm12x'"),
        ("COMMON nm102 nm158 nm268435456", "above 268435455"),
        ("COMMON nm102 nm158 LIMTI 5", "COMMON has no option 'LIMTI', did you mean LIMIT?"),
        ("COMMON nm102 nm158 LIMIT 5 nm641", "COMMON has no option 'nm641'"),
        ("COMMON nm102 nm158 EXCLUDE nm158", "EXCLUDE names nm0000158"),
        ("COMMON tt112384 tt109830 EXCLUDE tt109830", "EXCLUDE names tt0109830"),
        ("STATS now", "no options, 'now' is one word too many"),
    ])
    func mistakes(_ request: String, _ tells: String) throws {
        let error = try #require(asker.error(request))
        #expect(error.kind == .argumentError)
        #expect(error.message.contains(tells), "\(error.message)")
    }

    @Test func idOfNobody() throws {
        for request in ["COMMON nm1 nm102", "COMMON nm102 nm158 nm1"] {
            let error = try #require(asker.error(request))
            #expect(error.kind == .notFound)
            #expect(error.message == "no person has the id nm0000001")
        }
    }

    @Test func limits() throws {
        let request = "COMMON nm158 nm641"
        var limits = Limits()
        limits.replyBytesMax = try asker.bytes(request).count / 2
        #expect(Asker(limits: limits).error(request)?.kind == .memoryLimit)
        let ids = String(repeating: " nm158", count: Limits.idsMax)
        #expect(asker.error("COMMON" + ids + " LIMIT 1") == nil)
        #expect(asker.error("COMMON" + ids + " nm102")?.kind == .argumentError)
        asker.worker.cancelFlag.raise()
        #expect(asker.error(request)?.kind == .cancelled)
        asker.worker.cancelFlag.lower()
        asker.worker.deadline = .now - .seconds(1)
        #expect(asker.error(request)?.kind == .timeout)
    }

    @Test func statistics() throws {
        let reply = try asker.ask("STATS")
        #expect(reply["generation"] == .string("gen-000001"))
        #expect(reply["titles"] == .integer(14))
        #expect(reply["people"] == .integer(15))
        // Hanks has two rows as an actor of Forrest Gump: one credit.
        #expect(reply["credits"] == .integer(30))
        #expect(
            reply["titleTypes"]
                == .map([
                    .init("movie", .integer(7)), .init("tvSeries", .integer(1)),
                    .init("tvEpisode", .integer(4)), .init("audiobook", .integer(1)),
                    .init("short", .integer(1)),
                ]))
        #expect(
            reply["relationships"]
                == .map([
                    .init("ACTED_IN", .integer(21)), .init("APPEARED_IN", .integer(1)),
                    .init("ARCHIVE_IN", .integer(1)), .init("DIRECTED", .integer(3)),
                    .init("WROTE", .integer(2)), .init("PRODUCED", .integer(1)),
                    .init("CREDITED", .integer(1)), .init("KNOWN_FOR", .integer(5)),
                    .init("EPISODE_OF", .integer(4)),
                ]))
        #expect(reply["categories"]?["stunts"] == .integer(1))
        #expect(reply["categories"]?["actress"] == nil)
        #expect(reply["crewOnlyCredits"] == .integer(3))
        #expect(reply["ratedTitles"] == .integer(10))
        #expect(reply["titleCreditsMax"] == .integer(8))
        #expect(reply["personCreditsMax"] == .integer(3))
    }

    @Test func screens() throws {
        func screen(_ words: String...) throws -> String {
            try asker.screen(words)
        }
        #expect(
            try screen("COMMON", "nm158", "nm641", "LIMIT", "1")
                == "Forrest Gump (1994)  tt0109830\n1 of 2\n")
        #expect(
            try screen("COMMON", "tt112384", "tt109830", "ROLE", "cast")
                == "Tom Hanks    nm0000158\nGary Sinise  nm0000641\n")
        #expect(try screen("COMMON", "nm158", "nm206") == "(none)\n")
        let statistics = try screen("STATS")
        #expect(
            statistics.hasPrefix("generation         gen-000001\ntitles                     14\n"))
        #expect(statistics.contains("\n  tvEpisode                 4\n"))
    }
}
