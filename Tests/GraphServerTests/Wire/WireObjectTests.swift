import Foundation
import GraphServer
import Testing
import TestSupport

/// Goal: JSON objects give the words of the same command line.
///
/// Method: pairs of both, then one
/// sample per error, then random damage judged by Foundation's parser.
@Suite struct WireObjectTests {
    @Test(arguments: [
        (#"{"op":"costars","args":["nm0000102"],"limit":5}"#, "COSTARS nm0000102 LIMIT 5"),
        (#"{"limit":5,"args":["nm0000102"],"op":"costars"}"#, "COSTARS nm0000102 LIMIT 5"),
        (#"{"op":"title","args":"tt0112384"}"#, "TITLE tt0112384"),
        (
            #"{"op":"CAST","args":["tt1"],"role":["director","writer"]}"#,
            "CAST tt1 ROLE director,writer"
        ),
        (
            #"{"op":"CAST","args":["tt1"],"role":"director,writer"}"#,
            "CAST tt1 ROLE director,writer"
        ),
        (
            #"{"op":"degrees","args":["nm1","nm2"],"count":true,"max":3}"#,
            "DEGREES nm1 nm2 COUNT MAX 3"
        ),
        (#"{"op":"degrees","args":["nm1","nm2"],"count":false,"max":null}"#, "DEGREES nm1 nm2"),
        (#"{"op":"costars","args":["nm1"],"exclude":[],"adult":false}"#, "COSTARS nm1 ADULT no"),
        (#"{"op":"costars","args":["nm1"],"adult":true}"#, "COSTARS nm1 ADULT yes"),
        (
            #"{"op":"costars","args":["nm1"],"exclude":["nm2","tt3"]}"#,
            "COSTARS nm1 EXCLUDE nm2,tt3"
        ),
        (#"{"op":"person","args":["K\u00e9vin \"B\""]}"#, #"PERSON "Kévin \"B\"""#),
        (#"{"op":"cancel","target":8}"#, "CANCEL 8"),
        (
            #"{"op":"query","q":"RETURN $n","params":{"n" : [1.0, "x"]},"timeout_ms":2000,"max_rows":10}"#,
            #"QUERY "RETURN $n" PARAMS '{"n" : [1.0, "x"]}' TIMEOUT 2000 MAXROWS 10"#
        ),
        (#" {"op":"ping"} "#, "PING"),
        (#"{"op":"ping","args":[]}"#, "PING"),
    ])
    func equalsCommandLine(object: String, line: String) throws {
        let expected = try #require(words(line + "\n"))
        #expect(words(object + "\n") == expected)
        #expect(words(array(expected)) == expected)
    }

    @Test(arguments: [
        "7", "-1.50e+3", #""x\u0041\"""#, "null", "true", "[1, [2]]", #"{"a" : {}}"#,
        "123456789012345678901234567890",
    ])
    func keepsTheIDAsWritten(id: String) {
        #expect(read("{\"op\":\"ping\",\"id\": \(id) }\n") == [.request(["PING"], .object, id: id)])
        #expect(
            read("{\"id\":\(id), \"args\":[]}\n")
                == [.refused("malformed request: 'op' is missing", .object, id: id)])
    }

    @Test(arguments: [
        ("{", "malformed JSON object: not a JSON object"),
        (#"{"op":"ping"} x"#, "malformed JSON object: not a JSON object"),
        (#"{"op":"ping"}}"#, "malformed JSON object: something follows the object"),
        (#"{"op":"ping","a":01}"#, "malformed JSON object: a number is malformed"),
        (#"{"op":"ping","a":"\x"}"#, "malformed JSON object: an escape in a string is malformed"),
        (
            #"{"op":"ping","a":"\ud800"}"#,
            "malformed JSON object: an escape in a string is malformed"
        ),
        (#"{"op":"ping"#, "malformed JSON object: a string has no closing quote"),
        ("{\"op\":\"pi\tng\"}", "malformed JSON object: a string holds a control character"),
        (#"{"op":"a","op":"b"}"#, "malformed request: 'op' stands twice"),
        (#"{"op":7}"#, "malformed request: 'op' is not a string"),
        (#"{}"#, "malformed request: 'op' is missing"),
        (
            #"{"op":"x","args":true}"#,
            "malformed request: 'args' is neither a string nor a list of them"
        ),
        (
            #"{"op":"x","args":[null]}"#,
            "malformed request: 'args' holds more than strings and numbers"
        ),
        (
            #"{"op":"x","role":[["a"]]}"#,
            "malformed request: 'role' holds more than strings and numbers"
        ),
    ])
    func refuses(object: String, message: String) {
        #expect(
            read(object + "\nPING\n")
                == [.refused(message, .object, id: ""), .request(["PING"], .line, id: "")])
    }

    @Test func refusesWhatIsNotUTF8() {
        let bytes: [UInt8] = Array(#"{"op":""#.utf8) + [0xFF] + Array("\"}\nPING\n".utf8)
        #expect(
            read([bytes]).outcomes
                == [
                    .refused("malformed JSON object: not UTF-8", .object, id: ""),
                    .request(["PING"], .line, id: ""),
                ])
    }

    @Test func nestingAndSize() {
        var limits = Limits()
        limits.jsonDepthMax = 3
        limits.requestWordsMax = 4
        let deepest = #"{"op":"x","p":{"a":[1]}}"#
        let tooDeep = #"{"op":"x","p":{"a":[[1]]}}"#
        #expect(read(deepest + "\n", limits: limits).first?.isRequest == true)
        #expect(
            read(tooDeep + "\n", limits: limits)
                == [.refused("malformed JSON object: nested too deeply", .object, id: "")])
        #expect(
            read(#"{"op":"x","args":"a","b":"c"}"# + "\n", limits: limits).first?.isRequest == true)
        #expect(
            read(#"{"op":"x","a":"b","c":"d"}"# + "\n", limits: limits)
                == [.refused("a request has at most 4 words", .object, id: "")])
        #expect(
            read(#"{"op":"x","a":[1,2,3]}"# + "\n", limits: limits)
                == [.refused("malformed JSON object: too many values", .object, id: "")])
    }

    /// Goal: what is accepted is JSON and nothing else.
    ///
    /// Method: a sample damaged in one or two
    /// places; Foundation agrees on whether it still is an object.
    @Test(arguments: Effort.seeds(4, long: 100))
    func agreesWithFoundation(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sample = Array(
            #"{"id":[1,{"a":null}],"op":"x","args":["é\n\u0041",-1.5e3],"t":true,"p":{"k":[0,{}]}}"#
                .utf8)
        let letters = Array("{}[]:,\"\\ \t019-+.eEtrufalsn\u{7f}".utf8) + [0x00, 0xC3, 0xFF]
        for _ in 0..<3_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: 1..<bytes.count, using: &random)
                let letter = letters.randomElement(using: &random) ?? 0
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[place] = letter
                case 1: bytes.insert(letter, at: place)
                default: bytes.remove(at: place)
                }
            }
            // Foundation lets a comma stand before a closing bracket.
            let text = String(decoding: bytes, as: UTF8.self)
            guard !text.contains(/,\s*[\]}]/) else { continue }
            let outcome = read([bytes + [UInt8(ascii: "\n")]]).outcomes
            let isObject =
                (try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any]
            let isMalformed: Bool
            switch outcome.first {
            case .refused(let message, _, _): isMalformed = message.contains("JSON object")
            default: isMalformed = false
            }
            #expect(
                isObject != isMalformed,
                "seed \(seed): \(text) \(outcome)")
            if isObject == isMalformed { break }
        }
    }
}
