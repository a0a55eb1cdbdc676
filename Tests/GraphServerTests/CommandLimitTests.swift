import GraphQuery
import GraphServer
import TestSupport
import Testing

/// Goal: every limit lets through what it allows and refuses one more.
///
/// Method: a request at the limit and one just above, with the defaults where they are small
/// enough to reach, otherwise with a lower limit.
@Suite struct CommandLimitTests {
    private func expect(
        _ limits: Limits = Limits(), allowed: String, refused: String, tells part: String
    ) throws {
        let asker = Asker(limits: limits)
        #expect(asker.error(allowed) == nil, "\(allowed)")
        let error = try #require(asker.error(refused), "\(refused.prefix(80)) must fail")
        #expect(error.kind == .argumentError)
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test func pageRows() throws {
        try expect(
            allowed: "CAST tt112384 LIMIT 1000000", refused: "CAST tt112384 LIMIT 1000001",
            tells: "LIMIT expects a whole number from 0 to 1000000, got '1000001'")
        var limits = Limits()
        limits.pageRowsMax = 3
        try expect(
            limits, allowed: "COSTARS nm102 LIMIT 3", refused: "COSTARS nm102 LIMIT 4",
            tells: "from 0 to 3")
    }

    @Test func pageOffset() throws {
        try expect(
            allowed: "CAST tt112384 OFFSET 1000000000", refused: "CAST tt112384 OFFSET 1000000001",
            tells: "OFFSET expects a whole number from 0 to 1000000000")
    }

    @Test func searchText() throws {
        let text = String(repeating: "a", count: 1_024)
        for start in ["SEARCH TITLES", "SEARCH PEOPLE", "SUGGEST ALL"] {
            try expect(
                allowed: "\(start) \(text)", refused: "\(start) \(text)a",
                tells: "a text of at most 1024 bytes, got 1025")
        }
        let words = [String](repeating: "a", count: 32).joined(separator: " ")
        #expect(Asker().error(["SEARCH", "TITLES", words]) == nil)
        let error = try #require(Asker().error(["SEARCH", "TITLES", "\(words) a"]))
        #expect(error.message == "SEARCH takes at most 32 words, got 33")
    }

    @Test func chains() throws {
        try expect(
            allowed: "DEGREES nm206 nm158 PATHS 10000", refused: "DEGREES nm206 nm158 PATHS 10001",
            tells: "PATHS expects a whole number from 1 to 10000")
    }

    @Test func sharedTitles() throws {
        try expect(
            allowed: "COSTARS nm158 TITLES 1000", refused: "COSTARS nm158 TITLES 1001",
            tells: "TITLES expects a whole number from 0 to 1000")
    }

    @Test func degrees() throws {
        try expect(
            allowed: "DEGREES nm206 nm158 MAX 1000000", refused: "DEGREES nm206 nm158 MAX 1000001",
            tells: "MAX expects a whole number from 0 to 1000000")
        try expect(
            allowed: "DISTANCES nm206 PEOPLE 1000000", refused: "DISTANCES nm206 PEOPLE 1000001",
            tells: "PEOPLE expects a whole number from 0 to 1000000")
    }

    @Test func years() throws {
        try expect(
            allowed: "COSTARS nm158 SINCE 9999 UNTIL 0", refused: "COSTARS nm158 SINCE 10000",
            tells: "from 0 to 9999")
    }

    @Test func votes() throws {
        try expect(
            allowed: "COSTARS nm158 MINVOTES 4294967295",
            refused: "COSTARS nm158 MINVOTES 4294967296", tells: "from 0 to 4294967295")
    }

    @Test func wordsOfAList() throws {
        var limits = Limits()
        limits.listWordsMax = 2
        try expect(
            limits, allowed: "COSTARS nm158 TYPE movie,short",
            refused: "COSTARS nm158 TYPE movie,short,video", tells: "at most 2 words, got 3")
        try expect(
            limits, allowed: "COSTARS nm158 EXCLUDE nm102,nm641",
            refused: "COSTARS nm158 EXCLUDE nm102,nm641,nm200", tells: "at most 2 words, got 3")
    }

    @Test func idsOfARequest() throws {
        let ids = String(repeating: " tt112384", count: Limits.idsMax)
        try expect(allowed: "TITLES" + ids, refused: "TITLES" + ids + " tt1", tells: "too many")
    }

    @Test func pointReadsOfManyWordsGoToAWorker() {
        let limits = Limits()
        let service = Asker().service
        let ids = [String](repeating: "tt112384", count: limits.pointWordsMax)
        #expect(service.isData(RequestWords(["TITLES"] + ids.dropLast())) == .point)
        #expect(service.isData(RequestWords(["TITLES"] + ids)) == .search)
        #expect(service.isData(RequestWords(["degrees"])) == .search)
        #expect(service.isData(RequestWords(["PING"])) == nil)
        #expect(service.isData(RequestWords()) == nil)
    }

    @Test(
        "an answer above replyBytesMax is stopped",
        arguments: [
            "CAST tt112384", "FILMOGRAPHY nm102", "COSTARS nm102", "EPISODES tt903747",
            "DEGREES nm206 nm158", "DISTANCES nm206 PEOPLE 2", "SIMILAR nm102",
            "TITLES tt112384 tt109830",
        ])
    func replyBytes(_ request: String) throws {
        let bytes = try Asker().bytes(request).count
        var limits = Limits()
        limits.replyBytesMax = bytes
        #expect(Asker(limits: limits).error(request) == nil)
        limits.replyBytesMax = bytes / 2
        #expect(Asker(limits: limits).error(request)?.kind == .memoryLimit)
        // What stands in the writer from earlier requests does not count.
        limits.replyBytesMax = bytes
        let asker = Asker(limits: limits)
        var writer = ReplyWriter(.json)
        writer.raw([UInt8](repeating: 0x0A, count: 100_000))
        let words = request.split(separator: " ").map { String($0) }
        try asker.service.execute(RequestWords(words), worker: asker.worker, into: &writer)
        #expect(writer.bytes.count == 100_000 + bytes)
    }

    @Test("tables above searchScratchBytesMax end the question") func searchScratchBytes() throws {
        var limits = Limits()
        limits.searchScratchBytesMax = 0
        for request in ["COSTARS nm102", "DEGREES nm206 nm158 ROLE all COUNT", "SIMILAR nm102"] {
            // Empty tables have room for a few rows: a graph of a dozen people needs no more.
            #expect(Asker(limits: limits).error(request) == nil)
            let asker = Asker(try SampleGraph.graph(), limits: limits)
            let error = try #require(asker.error(request))
            #expect(error.kind == .memoryLimit)
            #expect(error.message.contains("more than 0 bytes"))
            #expect(Asker(try SampleGraph.graph()).error(request) == nil)
        }
    }

    @Test("a cancelled question ends with Cancelled, the next one is answered")
    func cancelled() throws {
        let asker = Asker()
        asker.worker.cancelFlag.raise()
        #expect(asker.error("COSTARS nm102")?.kind == .cancelled)
        #expect(asker.error("CAST tt112384")?.kind == .cancelled)
        asker.worker.cancelFlag.lower()
        #expect(asker.error("COSTARS nm102") == nil)
    }

    @Test("after the deadline a search ends with Timeout") func timeout() throws {
        let asker = Asker()
        asker.worker.deadline = .now - .seconds(1)
        #expect(asker.error("DISTANCES nm206")?.kind == .timeout)
        #expect(asker.error("TITLE tt112384") == nil)
        asker.worker.deadline = nil
        #expect(asker.error("DISTANCES nm206") == nil)
        var limits = Limits()
        limits.questionMsMax = 0
        #expect(Asker(limits: limits).error("DISTANCES nm206")?.kind == .timeout)
    }

    @Test("a worker keeps one generation open and lets go of it when told")
    func generations() throws {
        final class Changing: GraphSource {
            nonisolated(unsafe) var handle = GraphHandle(FilmGraph.graph, generation: "gen-000001")
            func current() -> GraphHandle { handle }
        }
        let source = Changing()
        let service = Service(source: source, limits: Limits())
        let worker = Worker()
        func ask() throws {
            var writer = ReplyWriter(.json)
            try service.execute(
                RequestWords(["COSTARS", "nm102"]), worker: worker, into: &writer)
        }
        weak let first = source.handle
        try ask()
        source.handle = GraphHandle(FilmGraph.graph, generation: "gen-000002")
        #expect(first != nil, "the search memory holds it")
        try ask()
        #expect(first == nil, "the next question is about the new one")
        weak let second = source.handle
        source.handle = GraphHandle(FilmGraph.graph, generation: "gen-000003")
        #expect(second != nil)
        worker.releaseGraph()
        #expect(second == nil)
    }
}
