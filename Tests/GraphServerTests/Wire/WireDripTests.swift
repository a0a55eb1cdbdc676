import GraphServer
import Testing
import TestSupport

/// Goal: where the network cuts the input makes no difference.
///
/// Method: every cut of a mixed
/// pipeline, byte by byte, and random garbage in random pieces.
@Suite struct WireDripTests {
    static let pipeline = Array(
        (array(["ECHO", "hi\r\n"]) + "TITLE tt0112384\r\n" + "\r\n" + "*0\r\n"
            + #"{"id":7,"op":"costars","args":["nm0000102"],"limit":5}"# + "\n"
            + "ECHO \"unfinished\n" + array(["ECHO", "été", ""]) + "{\"op\":\n"
            + array(["PING"]) + "*1\r\n$4\r\nPINGS\r\n").utf8)

    @Test func everyCut() {
        let whole = read([Self.pipeline]).outcomes
        #expect(whole.count == 8)
        for cut in 1..<Self.pipeline.count {
            let pieces = [Array(Self.pipeline[..<cut]), Array(Self.pipeline[cut...])]
            #expect(read(pieces).outcomes == whole, "cut at \(cut)")
        }
    }

    @Test func byteByByte() {
        #expect(read(Self.pipeline.map { [$0] }).outcomes == read([Self.pipeline]).outcomes)
    }

    @Test func limitsByteByByte() {
        var limits = Limits()
        limits.lineBytesMax = 20
        limits.requestBytesMax = 30
        for text in [
            "ECHO 0123456789012345678901\n", array(["ECHO", "012345678901234567890"]),
            array(["0123456789", "0123456789", "01234567890"]),
        ] {
            let bytes = Array(text.utf8)
            let whole = read([bytes], limits: limits).outcomes
            #expect(whole.count == 1)
            #expect(read(bytes.map { [$0] }, limits: limits).outcomes == whole)
        }
    }

    /// A long request in small pieces: time that grew with the square would show as minutes.
    @Test(.timeLimit(.minutes(1))) func longRequestsInSmallPieces() {
        let words = (0..<60_000).map { "tt\($0)" }
        let text = Array(array(words).utf8)
        let pieces = stride(from: 0, to: text.count, by: 16).map {
            Array(text[$0..<min($0 + 16, text.count)])
        }
        #expect(read(pieces).outcomes == [.request(words, .resp, id: "")])
    }

    @Test(arguments: Effort.seeds(20, long: 400))
    func garbage(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let tokens: [[UInt8]] =
            [
                "*", "$", "\r\n", "\n", "1", "4", "PING", " ", "\"", "'", "\\", "{", "}", ":", ",",
                "\"op\"", "\"ping\"", "*1\r\n$4\r\nPING\r\n", "PING\n", "{\"op\":\"ping\"}\n",
                "ECHO x\n", "[", "]", "\\u00e9", "-", "0",
            ].map { Array($0.utf8) } + [[0xFF], [0x00], [0xC3, 0xA9]]
        for _ in 0..<300 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                bytes += tokens.randomElement(using: &random) ?? []
            }
            let whole = read([bytes])
            var pieces: [[UInt8]] = []
            var start = 0
            while start < bytes.count {
                let end = Int.random(in: start + 1...bytes.count, using: &random)
                pieces.append(Array(bytes[start..<end]))
                start = end
            }
            let cut = read(pieces)
            #expect(
                cut.outcomes == whole.outcomes && cut.left == whole.left,
                "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
