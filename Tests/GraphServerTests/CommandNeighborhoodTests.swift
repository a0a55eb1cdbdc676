import GraphServer
import TestSupport
import Testing

/// Goal: NEIGHBORHOOD tells the nearest nodes, the credits between them and whether there are more.
///
/// Method: answers worked out on paper from `FilmGraph`.
@Suite struct CommandNeighborhoodTests {
    let asker = Asker()

    @Test func shape() throws {
        #expect(
            try asker.json("NEIGHBORHOOD nm0000401 SINCE 2000")
                == #"{"nodes":[{"person":{"id":"nm0000401","name":"Laurence Fishburne","#
                + #""born":1961},"distance":0},{"title":{"id":"tt0327056","#
                + #""title":"Mystic River","titleType":"movie","released":2003,"votes":480000},"#
                + #""distance":1}],"edges":[{"person":{"id":"nm0000401","#
                + #""name":"Laurence Fishburne","born":1961},"title":{"id":"tt0327056","#
                + #""title":"Mystic River","titleType":"movie","released":2003,"votes":480000},"#
                + #""category":"actor"}],"truncated":false}"#)
    }

    @Test(
        "the nearest first, then by number",
        arguments: [
            ("nm102", [102, 87_277, 112_384, 327_056], 3, false),
            ("nm102 DEPTH 0", [102], 0, false),
            ("nm102 LIMIT 0", [], 0, true),
            ("nm102 LIMIT 1", [102], 0, true),
            ("nm102 LIMIT 3", [102, 87_277, 112_384], 2, true),
            ("nm102 LIMIT 4", [102, 87_277, 112_384, 327_056], 3, false),
            ("nm102 LIMIT 4 DEPTH 2", [102, 87_277, 112_384, 327_056], 3, true),
            ("nm102 LIMIT 6 DEPTH 2", [102, 87_277, 112_384, 327_056, 158, 200], 5, true),
            ("nm102 DEPTH 2", [102, 87_277, 112_384, 327_056, 158, 200, 401, 641], 7, false),
            ("nm102 SINCE 1990", [102, 112_384, 327_056], 2, false),
            ("nm102 EXCLUDE tt112384 DEPTH 2", [102, 87_277, 327_056, 401], 3, false),
            (
                "nm102 EXCLUDE nm401,nm158 DEPTH 2", [102, 87_277, 112_384, 327_056, 200, 641], 5,
                false
            ),
            (
                "nm206 ROLE cast DEPTH 1000000 ADULT no LIMIT 6",
                [206, 133_093, 401, 1_592, 327_056, 90_000_003], 5, true
            ),
            ("nm158 ROLE all TYPE movie SINCE 2000", [158, 363_163], 1, false),
            ("tt112384", [112_384, 102, 158, 200, 641], 4, false),
            ("tt112384 ROLE crew", [112_384, 165, 709, 319_213, 12_345_678], 4, false),
            ("tt112384 SINCE 2000", [112_384], 0, false),
            ("nm90000001", [90_000_001], 0, false),
        ] as [(String, [Int], Int, Bool)])
    func nodes(_ request: String, _ numbers: [Int], _ edges: Int, _ truncated: Bool) throws {
        let reply = try asker.ask("NEIGHBORHOOD \(request)")
        #expect(reply.names == ["nodes", "edges", "truncated"])
        let found = (reply["nodes"]?.elements ?? []).compactMap { row in
            ((row["title"] ?? row["person"])?["id"]?.text).flatMap { Int($0.dropFirst(2)) }
        }
        #expect(found == numbers)
        #expect(reply["edges"]?.elements.count == edges)
        #expect(reply["truncated"] == .boolean(truncated))
    }

    @Test func distancesAlternate() throws {
        let reply = try asker.ask("NEIGHBORHOOD tt133093 DEPTH 3")
        let rows = (reply["nodes"]?.elements ?? []).map { row in
            "\(row["distance"]?.number ?? -1) " + (row.names.first ?? "")
        }
        #expect(
            rows == ["0 title"] + [String](repeating: "1 person", count: 3)
                + [String](repeating: "2 title", count: 3)
                + [String](repeating: "3 person", count: 3))
    }

    @Test("each credit between the nodes is an edge: by person, title, category") func edges()
        throws
    {
        let reply = try asker.ask("NEIGHBORHOOD tt109830 ROLE all DEPTH 2 LIMIT 6")
        let rows = (reply["edges"]?.elements ?? []).map { row in
            "\(row["person"]?["id"]?.text ?? "") \(row["title"]?["id"]?.text ?? "") "
                + (row["category"]?.text ?? "")
        }
        #expect(
            rows == [
                "nm0000158 tt0109830 actor", "nm0000158 tt0112384 actor",
                "nm0000158 tt0363163 archive_footage", "nm0000641 tt0109830 actor",
                "nm0000641 tt0112384 actor", "nm0000709 tt0109830 director",
                "nm0000709 tt0112384 writer",
            ])
    }

    @Test(arguments: [
        ("NEIGHBORHOOD", "1 word after it (id), got 0"),
        ("NEIGHBORHOOD bacon", "expects ids such as nm0000102 or tt0112384, got 'bacon'"),
        ("NEIGHBORHOOD nm102 DEPTH -1", "DEPTH expects a whole number from 0 to 1000000"),
        ("NEIGHBORHOOD nm102 DEPTH 1000001", "DEPTH expects a whole number from 0 to 1000000"),
        ("NEIGHBORHOOD nm102 LIMIT 1000001", "LIMIT expects a whole number from 0 to 1000000"),
        ("NEIGHBORHOOD nm102 DEPHT 2", "did you mean DEPTH?"),
        ("NEIGHBORHOOD nm102 OFFSET 2", "NEIGHBORHOOD has no option 'OFFSET'"),
        ("NEIGHBORHOOD nm102 EXCLUDE nm102", "EXCLUDE names nm0000102"),
        ("NEIGHBORHOOD tt112384 EXCLUDE tt112384", "EXCLUDE names tt0112384"),
    ])
    func mistakes(_ request: String, _ tells: String) throws {
        let error = try #require(asker.error(request))
        #expect(error.kind == .argumentError)
        #expect(error.message.contains(tells), "\(error.message)")
    }

    @Test func limits() throws {
        #expect(asker.error("NEIGHBORHOOD nm1")?.kind == .notFound)
        #expect(asker.error("NEIGHBORHOOD nm102 DEPTH 1000000 LIMIT 1000000") == nil)
        var limits = Limits()
        #expect(limits.neighborhoodNodesDefault == 100)
        limits.neighborhoodNodesDefault = 2
        let short = try JSONText.value(
            String(
                decoding: Asker(limits: limits).bytes("NEIGHBORHOOD nm102"), as: UTF8.self))
        #expect(short["nodes"]?.elements.count == 2)
        limits = Limits()
        limits.replyBytesMax = try asker.bytes("NEIGHBORHOOD nm102").count / 2
        #expect(Asker(limits: limits).error("NEIGHBORHOOD nm102")?.kind == .memoryLimit)
        asker.worker.cancelFlag.raise()
        #expect(asker.error("NEIGHBORHOOD nm102")?.kind == .cancelled)
        asker.worker.cancelFlag.lower()
        asker.worker.deadline = .now - .seconds(1)
        #expect(asker.error("NEIGHBORHOOD nm102")?.kind == .timeout)
    }

    @Test func screen() throws {
        #expect(
            try asker.screen(["NEIGHBORHOOD", "nm102", "LIMIT", "2"]) == """
                0  Kevin Bacon       nm0000102
                1  Footloose (1984)  tt0087277

                Kevin Bacon  actor  Footloose (1984)

                there are more
                """ + "\n")
    }
}
