import GraphServer
import Testing

/// Goal: RESP arrays are read strictly, with Redis' words for what is wrong.
///
/// Method: one sample
/// per rule, limits just reached and just passed.
@Suite struct WireArrayTests {
    @Test func readsPipelines() {
        let text = array(["ECHO", "hi\r\n$3"]) + array(["PING"]) + array(["ECHO", ""])
        #expect(
            read(text) == [
                .request(["ECHO", "hi\r\n$3"], .resp, id: ""), .request(["PING"], .resp, id: ""),
                .request(["ECHO", ""], .resp, id: ""),
            ])
    }

    @Test func mixesWithLines() {
        #expect(
            read(array(["PING"]) + "\r\nPING\r\n" + #"{"op":"ping"}"# + "\n" + array(["PING"]))
                == [
                    .request(["PING"], .resp, id: ""), .request(["PING"], .line, id: ""),
                    .request(["PING"], .object, id: ""), .request(["PING"], .resp, id: ""),
                ])
    }

    @Test func ignoresEmptyArrays() {
        #expect(read("*0\r\n" + array(["PING"])) == [.request(["PING"], .resp, id: "")])
    }

    @Test(arguments: [
        ("*-1\r\n", "invalid multibulk length"),
        ("*+1\r\n", "invalid multibulk length"),
        ("*1 \r\n", "invalid multibulk length"),
        ("*\r\n", "invalid multibulk length"),
        ("*1\n$4\r\nPING\r\n", "invalid multibulk length"),
        ("*1\rx", "invalid multibulk length"),
        ("*1000000000\r\n", "invalid multibulk length"),
        ("*99999999999999999999999", "invalid multibulk length"),
        ("*1\r\n+PING\r\n", "expected '$'"),
        ("*1\r\n*0\r\n", "expected '$'"),
        ("*1\r\n$-1\r\n", "invalid bulk length"),
        ("*1\r\n$x\r\n", "invalid bulk length"),
        ("*1\r\n$1000000000\r\n", "invalid bulk length"),
        ("*1\r\n$4\nPING\r\n", "invalid bulk length"),
        ("*1\r\n$4\r\nPINGS\r\n", "a bulk string does not end where its length says"),
        ("*1\r\n$4\r\nPING\rx", "a bulk string does not end where its length says"),
    ])
    func breaksOff(text: String, message: String) {
        let outcomes = read(array(["PING"]) + text + array(["PING"]))
        #expect(
            outcomes == [
                .request(["PING"], .resp, id: ""), .broken("Protocol error: \(message)", .resp),
            ])
    }

    @Test func limits() {
        var limits = Limits()
        limits.requestWordsMax = 3
        limits.lineBytesMax = 10
        limits.requestBytesMax = 15
        #expect(read(array(["A", "b", "c"]), limits: limits).count == 1)
        #expect(
            breakage(array(["A", "b", "c", "d"]), limits: limits)
                == "Protocol error: invalid multibulk length")
        #expect(read(array(["A", "0123456789"]), limits: limits).first?.isRequest == true)
        #expect(
            breakage(array(["A", "0123456789x"]), limits: limits)
                == "Protocol error: invalid bulk length")
        #expect(read(array(["0123456789", "01234"]), limits: limits).first?.isRequest == true)
        #expect(
            breakage(array(["0123456789", "012345"]), limits: limits)
                == "Protocol error: a request has at most 15 bytes")
        // A length alone is enough: nothing is kept for what a client only announces.
        #expect(breakage("*3\r\n$11\r\n", limits: limits) != nil)
    }
}
