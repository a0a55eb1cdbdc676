import GraphServer
import Testing

/// Goal: command lines split as docs/protocol.md says.
///
/// Method: one line per rule.
@Suite struct WireLineTests {
    @Test(arguments: [
        ("TITLE tt0112384\n", ["TITLE", "tt0112384"]),
        ("  TITLE \t tt0112384  \r\n", ["TITLE", "tt0112384"]),
        (#"PERSON "Kevin Bacon""# + "\n", ["PERSON", "Kevin Bacon"]),
        (#"ECHO "a\"b\\c\n\t\u00e9\/\r""# + "\n", ["ECHO", "a\"b\\c\n\té/\r"]),
        (#"ECHO "\ud83c\udfac" "\u00E9\u00e9""# + "\n", ["ECHO", "🎬", "éé"]),
        (#"ECHO 'raw \n "x"' ''"# + "\n", ["ECHO", #"raw \n "x""#, ""]),
        ("PERSON O'Brien\n", ["PERSON", "O'Brien"]),
        (
            #"QUERY 'RETURN $n' PARAMS {"n":"x"}"# + "\n",
            ["QUERY", "RETURN $n", "PARAMS", #"{"n":"x"}"#]
        ),
        ("ECHO \"\"\n", ["ECHO", ""]),
        ("ECHO été\n", ["ECHO", "été"]),
        ("ECHO a\rb\n", ["ECHO", "a\rb"]),
    ])
    func splits(line: String, expected: [String]) {
        #expect(read(line) == [.request(expected, .line, id: "")])
    }

    @Test(arguments: [
        ("ECHO \"a\n", "unfinished quote"),
        ("ECHO 'a\n", "unfinished quote"),
        ("ECHO \"a\\\n", "unfinished quote"),
        ("ECHO \"a\"b\n", "a closing quote is followed by a blank"),
        ("ECHO 'a'b\n", "a closing quote is followed by a blank"),
        (#"ECHO "\x41""# + "\n", #"an escape in double quotes is none of \" \\ \n \t \uXXXX"#),
        (#"ECHO "\u12g4""# + "\n", #"\u is followed by four hexadecimal digits"#),
        (#"ECHO "\u12"# + "\n", #"\u is followed by four hexadecimal digits"#),
        (#"ECHO "\ud83c""# + "\n", #"half a surrogate pair after \u"#),
        (#"ECHO "\ud83c\ud83c""# + "\n", #"half a surrogate pair after \u"#),
        (#"ECHO "\udfac""# + "\n", #"half a surrogate pair after \u"#),
    ])
    func refusesAndGoesOn(line: String, message: String) {
        #expect(
            read(line + "PING\n")
                == [.refused(message, .line, id: ""), .request(["PING"], .line, id: "")])
    }

    @Test func refusesWhatIsNotUTF8() {
        let bytes: [UInt8] = Array("ECHO ".utf8) + [0xC3, 0x28] + Array("\nPING\n".utf8)
        #expect(
            read([bytes]).outcomes
                == [
                    .refused("a line is not UTF-8", .line, id: ""),
                    .request(["PING"], .line, id: ""),
                ])
    }

    @Test func ignoresEmptyLines() {
        #expect(read("\n\r\n   \n\t\r\nPING\n\n") == [.request(["PING"], .line, id: "")])
    }

    @Test(arguments: ["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "PRI"])
    func leavesHTTPAlone(verb: String) {
        #expect(read("\(verb) / HTTP/1.1\r\nHost: x\r\n\r\n") == [.foreign])
        #expect(read("PING\n\(verb)\n").last == .foreign)
        #expect(words("\(verb)S x\n") == ["\(verb)S", "x"])
    }

    /// Below the limit a line is a request, whatever ends it; above it the connection is lost,
    /// whether the end of the line has come or not.
    @Test(arguments: ["\n", "\r\n"])
    func lineLength(end: String) {
        var limits = Limits()
        limits.lineBytesMax = 100
        let longest = "ECHO " + String(repeating: "x", count: 95)
        #expect(read(longest + end, limits: limits).first?.isRequest == true)
        #expect(read([Array(longest.utf8), Array(end.utf8)], limits: limits).outcomes.count == 1)
        #expect(breakage(longest + "x" + end, limits: limits) == "a line has at most 100 bytes")
        #expect(breakage(longest + "xx", limits: limits) == "a line has at most 100 bytes")
        #expect(read(longest + "\r", limits: limits) == [])
        #expect(Limits().lineBytesMax == 2 << 20)
    }

    @Test func wordCount() {
        var limits = Limits()
        limits.requestWordsMax = 3
        #expect(read("A b c\n", limits: limits) == [.request(["A", "b", "c"], .line, id: "")])
        #expect(
            read("A b c d\n", limits: limits)
                == [.refused("a request has at most 3 words", .line, id: "")])
    }

    @Test func commandLineWithoutSocket() throws {
        let words = try RequestWords(commandLine: "DEGREES nm0000102 'Tom Hanks'")
        #expect((0..<words.count).map(words.text) == ["DEGREES", "nm0000102", "Tom Hanks"])
        #expect(throws: RequestError(.protocolError, "unfinished quote")) {
            try RequestWords(commandLine: "DEGREES 'Tom")
        }
    }
}

extension Outcome {
    var isRequest: Bool {
        if case .request = self { return true }
        return false
    }
}
