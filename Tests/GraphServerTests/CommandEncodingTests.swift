import GraphModel
import GraphServer
import TestSupport
import Testing

/// Goal: a reply says the same in JSON, RESP2 and RESP3, and every count in RESP is right.
///
/// Method: each reply is read back by a decoder that trusts the counts; the trees must be equal,
/// RESP2's after flattening the maps of the others.
@Suite struct CommandEncodingTests {
    let asker = Asker()

    static let requests: [String] =
        CommandTable.all.filter { $0.group == .graph }.map(\.example) + [
            "TITLE tt90000002", "TITLE tt90000005", "TITLE tt0903747", "TITLE tt2301451",
            "PERSON nm12345678", "PERSON nm0000200", "TITLES tt1 tt2", "TITLES tt112384",
            "CAST tt90000003 ROLE all", "CAST tt112384 LIMIT 0", "CREW tt0133093",
            "EPISODES tt0903747", "FILMOGRAPHY nm12345678", "COSTARS nm158 TITLES 0",
            "COSTARS nm90000001", "DEGREES nm102 nm102", "DEGREES nm102 nm4486 COUNT",
            "DEGREES nm206 nm158 COUNT PATHS 9", "DISTANCES nm206 MAX 1",
            "DISTANCES nm206 PEOPLE 2",
        ]

    @Test(arguments: requests)
    func encodingsAgree(_ request: String) throws {
        let json = try asker.ask(request)
        #expect(try asker.resp(request, .resp3) == json)
        #expect(try asker.resp(request, .resp2) == json.inRESP2)
    }

    @Test("a map of ten and more names has two digits in its header") func wideMaps() throws {
        let resp3 = String(decoding: try asker.bytes("TITLE tt0112384", .resp3), as: UTF8.self)
        #expect(resp3.hasPrefix("%10\r\n$2\r\nid\r\n$9\r\ntt0112384\r\n"))
        let resp2 = String(decoding: try asker.bytes("TITLE tt0112384", .resp2), as: UTF8.self)
        #expect(resp2.hasPrefix("*20\r\n"))
        let episode = String(decoding: try asker.bytes("TITLE tt2301451", .resp3), as: UTF8.self)
        #expect(episode.hasPrefix("%11\r\n"))
        #expect(episode.contains("$6\r\nseries\r\n%5\r\n"))
    }

    @Test("RESP types are those of the protocol") func types() throws {
        let resp3 = String(decoding: try asker.bytes("TITLE tt0112384", .resp3), as: UTF8.self)
        #expect(resp3.contains("$6\r\nrating\r\n,7.7\r\n"))
        #expect(resp3.contains("$5\r\nadult\r\n#f\r\n"))
        #expect(resp3.contains("$5\r\nvotes\r\n:320000\r\n"))
        #expect(resp3.contains("$6\r\ngenres\r\n*3\r\n$9\r\nAdventure\r\n"))
        let resp2 = String(decoding: try asker.bytes("TITLE tt0112384", .resp2), as: UTF8.self)
        #expect(resp2.contains("$6\r\nrating\r\n$3\r\n7.7\r\n"))
        #expect(resp2.contains("$5\r\nadult\r\n:0\r\n"))
        let null3 = String(decoding: try asker.bytes("TITLES tt1", .resp3), as: UTF8.self)
        #expect(null3 == "*1\r\n_\r\n")
        let null2 = String(decoding: try asker.bytes("TITLES tt1", .resp2), as: UTF8.self)
        #expect(null2 == "*1\r\n$-1\r\n")
    }

    @Test("quotes, backslashes and letters beyond ASCII survive") func texts() throws {
        let name = "Élise \\ the \"Cat\""
        let reply = try asker.ask("CAST tt90000003 LIMIT 1")
        #expect(reply["cast"]?.elements[0]["characters"] == .array([.string(name)]))
        let bytes = try asker.bytes("CAST tt90000003 LIMIT 1", .resp2)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("$\(name.utf8.count)\r\n\(name)\r\n"))
    }

    @Test(
        "ids are written as their text is",
        arguments: [0, 9, 10, 999_999, 1_000_000, 9_999_999, 10_000_000, NodeID.numberMax])
    func ids(_ number: UInt32) throws {
        for label in Label.allCases {
            let id = NodeID(label, number)
            var json = ReplyWriter(.json)
            json.string(id)
            #expect(String(decoding: json.bytes, as: UTF8.self) == "\"\(id)\"")
            var resp = ReplyWriter(.resp2)
            resp.string(id)
            var reader = ReplyReader(resp.bytes[...])
            #expect(try reader.read() == .string(id.description))
            #expect(reader.consumed == resp.bytes.count)
        }
    }
}

/// Goal: the reader of replies refuses what is no reply and waits for what is not all there.
///
/// Method: every reply of the requests above, cut at every byte; damaged replies.
@Suite struct ReplyReaderTests {
    @Test func everyCutIsIncomplete() throws {
        let asker = Asker()
        for request in CommandEncodingTests.requests.prefix(12) {
            let bytes = try asker.bytes(request, .resp3)
            for count in 0..<bytes.count {
                var reader = ReplyReader(bytes[..<count])
                #expect(throws: ReplyReader.Failure.incomplete) { try reader.read() }
            }
        }
    }

    @Test(
        arguments: [
            ("?\r\n", 0), (":x\r\n", 0), ("$-2\r\n", 0), ("*x\r\n", 0), ("%1\r\n:1\r\n:2\r\n", 0),
            (",abc\r\n", 0), ("\r\n", 0), (":1\rx", 2), ("$1\r\nabc", 5), ("*1\r\n!\r\n", 4),
        ])
    func damage(_ text: String, _ offset: Int) {
        var reader = ReplyReader(Array(text.utf8)[...])
        #expect(throws: ReplyReader.Failure.malformed(offset: offset)) { try reader.read() }
    }

    @Test func depthIsBounded() {
        let bytes = Array(String(repeating: "*1\r\n", count: 10_000).utf8)
        var reader = ReplyReader(bytes[...])
        #expect(throws: ReplyReader.Failure.self) { try reader.read() }
    }

    @Test func errorsAndSimpleTexts() throws {
        var reader = ReplyReader(Array("+OK\r\n-ERR no\r\n".utf8)[...])
        #expect(try reader.read() == .string("OK"))
        #expect(try reader.read() == .error("ERR no"))
        #expect(reader.consumed == 14)
    }
}
