import Testing
import costar

/// What `costar ask` makes of a server's lines.
@Suite struct AskingTests {
    @Test func valueOfALine() {
        let answer = Answer(line: Array(#"{"ok":{"id":"tt0112384"}}"#.utf8))
        #expect(String(decoding: answer.value, as: UTF8.self) == #"{"id":"tt0112384"}"#)
        #expect(answer.error == nil)
    }

    @Test func errorOfALine() {
        let line = #"{"error":{"kind":"NotFound","message":"no \"one\" \u00e9\ud83c\udfac"}}"#
        #expect(Answer(line: Array(line.utf8)).error == "NotFound: no \"one\" é🎬")
        let numbered = #"{"id":7,"error":{"kind":"Busy","message":"later"}}"#
        #expect(Answer(line: Array(numbered.utf8)).error == "Busy: later")
    }

    @Test(arguments: [("+PONG", "\"PONG\""), (#"{"id":1,"ok":2}"#, #"{"id":1,"ok":2}"#)])
    func otherValues(line: String, value: String) {
        let answer = Answer(line: Array(line.utf8))
        #expect(String(decoding: answer.value, as: UTF8.self) == value)
        #expect(answer.error == nil)
    }

    @Test(arguments: [("-ERR what", "ERR what"), ("", "no answer")])
    func otherErrors(line: String, error: String) {
        #expect(Answer(line: Array(line.utf8)).error == error)
    }

    /// Goal: folding adds blanks and line ends, nothing else.
    @Test(arguments: [0, 10, 20, 40, 1_000])
    func foldingKeepsTheText(width: Int) throws {
        let text =
            #"{"a":[1,2.50,-3e-7,"x y, [z] {\"q\"} \\",[],{}],"b":{"c":null,"d":true},"é":"ü"}"#
        let value = try #require(JSONValue(Array(text.utf8)))
        let folded = value.folded(width: width, indent: 3)
        #expect(Self.withoutBlanks(folded) == Self.withoutBlanks(text))
        if width == 1_000 { #expect(!folded.contains("\n")) }
        if width == 0 { #expect(folded.contains("{\n     \"a\": [\n       1,\n")) }
    }

    @Test func foldingFillsLines() throws {
        let text = #"{"ok":{"id":"tt1","n":1,"cast":[{"as":"B","of":[1,2]},{"as":"D"}],"m":2}}"#
        let value = try #require(JSONValue(Array(text.utf8)))
        #expect(
            value.folded(width: 32) == """
                {"ok": {
                  "id": "tt1", "n": 1,
                  "cast": [
                    {"as": "B", "of": [1, 2]},
                    {"as": "D"}
                  ],
                  "m": 2
                }}
                """)
    }

    @Test(arguments: [20, 40, 60]) func foldingKeepsToTheWidth(width: Int) throws {
        let text =
            #"{"a":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15],"b":{"c":"dddd","e":["f","g","h"]}}"#
        let value = try #require(JSONValue(Array(text.utf8)))
        for line in value.folded(width: width).split(separator: "\n") {
            #expect(line.count <= width)
        }
    }

    @Test(arguments: ["", "{", "[1", "[1,", "{\"a\"}", "[1]x", "\"a", "{\"a\":}", "+PONG,"])
    func brokenJSONIsNil(text: String) {
        #expect(JSONValue(Array(text.utf8)) == nil)
    }

    @Test func deepNestingIsNil() {
        #expect(JSONValue([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:80", "127.0.0.1:80"), (":7401", "127.0.0.1:7401"), ("films", "films:7400"),
        ("[::1]:80", "[::1]:80"), ("[::1]", "[::1]:7400"),
    ])
    func endpoints(text: String, meant: String) {
        #expect(Endpoint(text)?.description == meant)
    }

    @Test(arguments: ["a:b", "a:0", "a:65536", "::1", "[::1", "[::1]x", "a:-1", "a:1:2"])
    func wrongEndpoints(text: String) {
        #expect(Endpoint(text) == nil)
    }

    private static func withoutBlanks(_ text: String) -> String {
        text.filter { $0 != " " && $0 != "\n" }
    }
}
