import GraphModel
import GraphServer
import TestSupport
import Testing

/// Goal: whatever is wrong with a request gets one error that says what was expected, what came
/// and what to do.
///
/// Method: each mistake with its kind and with words of its message.
@Suite struct CommandErrorTests {
    let asker = Asker()

    /// A request, the kind of its error and what the message must tell.
    struct Mistake: CustomTestStringConvertible, Sendable {
        let line: String
        let kind: RequestError.Kind
        let tells: [String]
        var testDescription: String { line }

        init(_ line: String, _ kind: RequestError.Kind, _ tells: String...) {
            self.line = line
            self.kind = kind
            self.tells = tells
        }
    }

    private func check(_ mistake: Mistake) throws {
        let error = try #require(asker.error(mistake.line), "no error")
        #expect(error.kind == mistake.kind, "\(error.message)")
        for part in mistake.tells {
            #expect(error.message.contains(part), "\(error.message) lacks \(part)")
        }
        #expect(!error.message.contains { $0.isNewline }, "an error is one line")
    }

    @Test(arguments: [
        Mistake("FILMOGRAFY nm102", .protocolError, "unknown command 'FILMOGRAFY'", "FILMOGRAPHY"),
        Mistake("degres nm102 nm158", .protocolError, "'degres'", "DEGREES"),
        Mistake("PNIG", .protocolError, "unknown command", "PING"),
        Mistake("GET tt0112384", .protocolError, "unknown command 'GET'", "did you mean"),
    ])
    func unknownCommand(_ mistake: Mistake) throws { try check(mistake) }

    @Test(arguments: [
        Mistake(
            "TITLE", .argumentError, "TITLE", "1 word after it", "got 0", "(tt…)", "HELP TITLE"),
        Mistake("TITLE tt1 tt2", .argumentError, "no options", "'tt2'", "too many"),
        Mistake("TITLES", .argumentError, "at least 1 word", "got 0"),
        Mistake("DEGREES nm102", .argumentError, "2 words after it", "got 1", "(nm… nm…)"),
        Mistake("DEGREES nm102 nm158 nm206", .argumentError, "no option 'nm206'"),
        Mistake("CREW tt0112384 LIMIT 5", .argumentError, "'LIMIT'", "no options"),
    ])
    func wrongNumberOfWords(_ mistake: Mistake) throws { try check(mistake) }

    @Test(arguments: [
        Mistake("TITLE tt", .argumentError, "title id such as tt0112384", "'tt'"),
        Mistake("TITLE tt12x", .argumentError, "'tt12x'"),
        Mistake("TITLE tt-1", .argumentError, "'tt-1'"),
        Mistake("TITLE nm0000102", .argumentError, "title id", "'nm0000102' is a person"),
        Mistake("PERSON tt0112384", .argumentError, "person id", "'tt0112384' is a title"),
        Mistake("PERSON 102", .argumentError, "such as nm0000102", "'102'"),
        Mistake("TITLE tt268435456", .argumentError, "'tt268435456'", "above 268435455"),
        Mistake("TITLE tt99999999999999999999", .argumentError, "above 268435455"),
        Mistake("TITLES tt112384 nm102", .argumentError, "'nm102' is a person"),
        Mistake("COSTARS nm102 EXCLUDE bacon", .argumentError, "EXCLUDE", "'bacon'"),
        Mistake("COSTARS nm102 EXCLUDE nm158,,tt1", .argumentError, "EXCLUDE", "empty"),
    ])
    func badID(_ mistake: Mistake) throws { try check(mistake) }

    @Test(arguments: [
        Mistake("TITLE tt9999999", .notFound, "no title has the id tt9999999"),
        Mistake("TITLE tt268435455", .notFound, "tt268435455"),
        Mistake("TITLE tt0", .notFound, "tt0000000"),
        Mistake("PERSON nm77", .notFound, "no person has the id nm0000077"),
        Mistake("CAST tt1", .notFound, "tt0000001"),
        Mistake("CREW tt1", .notFound, "tt0000001"),
        Mistake("EPISODES tt1", .notFound, "tt0000001"),
        Mistake("AKAS tt1", .notFound, "tt0000001"),
        Mistake("FILMOGRAPHY nm1", .notFound, "nm0000001"),
        Mistake("COSTARS nm1", .notFound, "nm0000001"),
        Mistake("DEGREES nm102 nm1", .notFound, "nm0000001"),
        Mistake("DEGREES nm1 nm102", .notFound, "nm0000001"),
        Mistake("DISTANCES nm1", .notFound, "nm0000001"),
        Mistake("TITLE apollo", .notFound, "no title is called 'apollo'", "tt0112384"),
        Mistake("DEGREES nm102 LIMIT", .notFound, "no person is named 'LIMIT'", "nm0000102"),
        Mistake("COSTARS nm102 EXCLUDE nm1", .notFound, "nm0000001"),
        Mistake("COSTARS nm102 EXCLUDE tt1", .notFound, "tt0000001"),
    ])
    func idOfNobody(_ mistake: Mistake) throws { try check(mistake) }

    @Test(arguments: [
        Mistake(
            "COSTARS nm102 LIMTI 5", .argumentError, "'LIMTI'", "did you mean LIMIT", "HELP COSTARS"
        ),
        Mistake("COSTARS nm102 rolle cast", .argumentError, "'rolle'", "did you mean ROLE"),
        Mistake("COSTARS nm102 PATHS 3", .argumentError, "COSTARS has no option 'PATHS'"),
        Mistake("DEGREES nm102 nm158 LIMIT 3", .argumentError, "DEGREES has no option 'LIMIT'"),
        Mistake("EPISODES tt0903747 SEASONS 1", .argumentError, "did you mean SEASON"),
        Mistake("FILMOGRAPHY nm102 MINVOTE 1", .argumentError, "did you mean MINVOTES"),
    ])
    func unknownOption(_ mistake: Mistake) throws { try check(mistake) }

    @Test(arguments: [
        Mistake("COSTARS nm102 LIMIT 5 LIMIT 5", .argumentError, "LIMIT is given twice"),
        Mistake("COSTARS nm102 LIMIT 5 limit 6", .argumentError, "LIMIT is given twice"),
        Mistake("DEGREES nm102 nm158 COUNT COUNT", .argumentError, "COUNT is given twice"),
        Mistake("COSTARS nm102 ROLE cast ROLE crew", .argumentError, "ROLE is given twice"),
    ])
    func optionGivenTwice(_ mistake: Mistake) throws { try check(mistake) }

    @Test(arguments: [
        Mistake("COSTARS nm102 LIMIT", .argumentError, "LIMIT expects", "the request ends there"),
        Mistake("COSTARS nm102 ROLE", .argumentError, "ROLE expects", "the request ends there"),
        Mistake("COSTARS nm102 ADULT", .argumentError, "yes or no", "the request ends there"),
        Mistake("COSTARS nm102 EXCLUDE", .argumentError, "ids joined by commas"),
        Mistake("COSTARS nm102 LIMIT five", .argumentError, "a whole number", "'five'"),
        Mistake("COSTARS nm102 LIMIT -1", .argumentError, "from 0 to 1000000", "'-1'"),
        Mistake("COSTARS nm102 LIMIT +1", .argumentError, "'+1'"),
        Mistake("COSTARS nm102 LIMIT 1.0", .argumentError, "'1.0'"),
        Mistake("COSTARS nm102 LIMIT 0x10", .argumentError, "'0x10'"),
        Mistake("COSTARS nm102 OFFSET -1", .argumentError, "OFFSET expects", "'-1'"),
        Mistake("COSTARS nm102 MIN 0", .argumentError, "from 1 to", "'0'"),
        Mistake("COSTARS nm102 SINCE 20000", .argumentError, "SINCE", "from 0 to 9999"),
        Mistake("COSTARS nm102 UNTIL soon", .argumentError, "UNTIL", "'soon'"),
        Mistake("COSTARS nm102 MINVOTES many", .argumentError, "MINVOTES", "'many'"),
        Mistake("COSTARS nm102 ADULT maybe", .argumentError, "ADULT expects yes or no", "'maybe'"),
        Mistake(
            "FILMOGRAPHY nm102 SORT name", .argumentError, "SORT expects year or votes or rating",
            "'name'"),
        Mistake("DEGREES nm102 nm158 PATHS 0", .argumentError, "from 1 to 10000", "'0'"),
        Mistake(
            "COSTARS nm102 LIMIT 99999999999999999999", .argumentError, "from 0 to 1000000"),
    ])
    func badValue(_ mistake: Mistake) throws { try check(mistake) }

    @Test(arguments: [
        Mistake(
            "COSTARS nm102 ROLE actro", .argumentError, "no role 'actro'", "did you mean actor?"),
        Mistake("COSTARS nm102 ROLE cast,directr", .argumentError, "'directr'", "director"),
        Mistake("COSTARS nm102 ROLE stuns", .argumentError, "'stuns'", "did you mean stunts?"),
        Mistake("COSTARS nm102 ROLE cast,", .argumentError, "empty"),
        Mistake("COSTARS nm102 TYPE moive", .argumentError, "no title type 'moive'", "mean movie?"),
        Mistake("COSTARS nm102 TYPE audiobok", .argumentError, "did you mean audiobook?"),
        Mistake("COSTARS nm102 TYPE tvseris", .argumentError, "did you mean tvSeries?"),
        Mistake("COSTARS nm102 GENRE Dramma", .argumentError, "no genre 'Dramma'", "mean Drama?"),
        Mistake("COSTARS nm102 GENRE scifi", .argumentError, "'scifi'", "did you mean Sci-Fi?"),
    ])
    func unknownWord(_ mistake: Mistake) throws { try check(mistake) }

    @Test(arguments: [
        Mistake(
            "CAST tt0112384 EXCLUDE tt112384", .argumentError, "EXCLUDE names tt0112384", "CAST"),
        Mistake("FILMOGRAPHY nm102 EXCLUDE nm0000102", .argumentError, "EXCLUDE names nm0000102"),
        Mistake("COSTARS nm102 EXCLUDE tt112384,nm102", .argumentError, "EXCLUDE names nm0000102"),
        Mistake("DEGREES nm102 nm158 EXCLUDE nm102", .argumentError, "EXCLUDE names nm0000102"),
        Mistake("DEGREES nm102 nm158 EXCLUDE nm158", .argumentError, "EXCLUDE names nm0000158"),
        Mistake("DISTANCES nm102 EXCLUDE nm102", .argumentError, "EXCLUDE names nm0000102"),
    ])
    func excludedEndPoint(_ mistake: Mistake) throws { try check(mistake) }

    @Test("a word is repeated on one line and cut") func quoting() throws {
        let long = String(repeating: "x", count: 1_000)
        let message = try #require(asker.error(["TITLE", long])).message
        #expect(message.contains("'" + String(repeating: "x", count: 60) + "…'"))
        let exact = String(repeating: "y", count: 60)
        #expect(try #require(asker.error(["TITLE", exact])).message.contains("'\(exact)'"))
        let broken = try #require(asker.error(["TITLE", "a\r\nb\u{7F}"])).message
        #expect(broken.contains("'a\u{FFFD}\u{FFFD}b\u{FFFD}'"))
        let empty = try #require(asker.error(["TITLE", ""]))
        #expect(empty.kind == .argumentError && empty.message.contains("''"))
    }

    @Test("a source that fails gives Internal, or its own error") func failingSource() throws {
        final class Failing: GraphSource {
            struct Lost: Error {}
            let busy: Bool
            init(busy: Bool) { self.busy = busy }
            func current() throws -> GraphHandle {
                if busy { throw RequestError(.busy, "loading") }
                throw Lost()
            }
        }
        for (busy, kind) in [(true, RequestError.Kind.busy), (false, .internal)] {
            let service = Service(source: Failing(busy: busy), limits: Limits())
            var writer = ReplyWriter(.json)
            let error = #expect(throws: RequestError.self) {
                try service.execute(
                    RequestWords(["TITLE", "tt1"]), worker: Worker(), into: &writer)
            }
            #expect(error?.kind == kind)
        }
    }
}
