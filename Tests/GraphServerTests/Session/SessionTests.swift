import GraphModel
import GraphServer
import Testing

/// Goal: the words of Redis get the replies that Redis clients wait for.
///
/// Method: one connection without a socket per test; replies compared byte by byte.
@Suite struct SessionTests {
    @Test func pingAndEcho() throws {
        var client = try Conversation()
        #expect(client.ask("PING") == "+PONG\r\n")
        #expect(client.ask("ping", "hi") == "$2\r\nhi\r\n")
        #expect(client.ask("ECHO", "a\r\nb") == "$4\r\na\r\nb\r\n")
        #expect(client.send("PING\n") == "+PONG\r\n")
        #expect(client.send("ping\r\n") == "+PONG\r\n")
        #expect(client.send("PING hi\n") == "{\"ok\":\"hi\"}\n")
        #expect(client.send("{\"op\":\"ping\"}\n") == "{\"ok\":\"PONG\"}\n")
        #expect(client.send("ECHO \"a\\nb\"\n") == "{\"ok\":\"a\\nb\"}\n")
    }

    /// Words are UTF-8, but what only comes back may be any bytes: `redis-cli --pipe` sends some.
    @Test func wordsThatAreNotUTF8() throws {
        var client = try Conversation()
        let bytes: [UInt8] = [0xFF, 0x00, 0x0A, 0xC3]
        func request(_ name: String) -> [UInt8] {
            Array("*2\r\n$\(name.utf8.count)\r\n\(name)\r\n$4\r\n".utf8) + bytes + [0x0D, 0x0A]
        }
        let refusal = "-ERR Protocol error: a word is not UTF-8\r\n"
        #expect(client.send(request("POINT")) == refusal)
        #expect(client.send(request("SEARCH") + Array("PING\n".utf8)) == refusal + "+PONG\r\n")
        _ = client.state.receive(request("ECHO").span, client.context, pending: 0)
        #expect(client.context.writer.take() == Array("$4\r\n".utf8) + bytes + [0x0D, 0x0A])
        #expect(client.ask("FORMAT", "json") == "+OK\r\n")
        #expect(client.send(request("ECHO")) == refusal)
    }

    @Test func helloChoosesTheVersion() throws {
        var client = try Conversation(id: 7)
        let version = "$\(ProgramVersion.current.utf8.count)\r\n\(ProgramVersion.current)\r\n"
        #expect(
            client.ask("HELLO") == "*14\r\n$6\r\nserver\r\n$6\r\ncostar\r\n$7\r\nversion\r\n"
                + "\(version)$5\r\nproto\r\n:2\r\n$2\r\nid\r\n:7\r\n$4\r\nmode\r\n"
                + "$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n")
        #expect(client.ask("HELLO", "3").hasPrefix("%7\r\n$6\r\nserver\r\n"))
        #expect(client.ask("CONFIG", "GET", "save") == "%1\r\n$4\r\nsave\r\n$0\r\n\r\n")
        #expect(client.ask("CLIENT", "GETNAME") == "_\r\n")
        #expect(client.ask("HELLO", "2").hasPrefix("*14\r\n"))
        #expect(client.ask("CLIENT", "GETNAME") == "$-1\r\n")
        #expect(client.ask("HELLO", "3", "SETNAME", "me").hasPrefix("%7\r\n"))
        #expect(client.ask("CLIENT", "GETNAME") == "$2\r\nme\r\n")
    }

    @Test(arguments: [
        (["HELLO", "4"], "-NOPROTO unsupported protocol version\r\n"),
        (["HELLO", "x"], "-ERR Protocol version is not an integer or out of range\r\n"),
        (["HELLO", "3", "NAME"], "-ERR Syntax error in HELLO option 'NAME'\r\n"),
        (
            ["HELLO", "3", "AUTH", "default", "secret"],
            "-ERR AUTH <password> called without any password configured for the default user. "
                + "Are you sure your configuration is correct?\r\n"
        ),
        (
            ["AUTH", "secret"],
            "-ERR AUTH <password> called without any password configured for the default user. "
                + "Are you sure your configuration is correct?\r\n"
        ),
        (["SELECT", "1"], "-ERR DB index is out of range\r\n"),
        (["SELECT", "x"], "-ERR invalid DB index\r\n"),
        (
            ["CLIENT", "MAINT_NOTIFICATIONS", "ON", "moving-endpoint-type", "none"],
            "-ERR unknown subcommand 'MAINT_NOTIFICATIONS'. Try HELP CLIENT.\r\n"
        ),
        (
            ["CLIENT", "SETNAME", "a b"],
            "-ERR Client names cannot contain spaces, newlines or special characters.\r\n"
        ),
        (["CLIENT", "SETNAME"], "-ERR wrong number of arguments for 'client|setname' command\r\n"),
        (["CLIENT", "SETINFO", "colour", "red"], "-ERR Unrecognized option 'colour'\r\n"),
        (
            ["CONFIG", "SET", "save", "1"],
            "-ERR settings are options of costar serve, they cannot be changed here\r\n"
        ),
        (["FORMAT", "xml"], "-ArgumentError FORMAT expects json or resp, got 'xml'\r\n"),
        (["HALF"], "-NotFound nobody is called  'x'\r\n"),
    ])
    func refuses(request: [String], reply: String) throws {
        var client = try Conversation()
        #expect(client.send(array(request)) == reply)
        // A refusal changes nothing: still RESP2.
        #expect(client.ask("CLIENT", "GETNAME") == "$-1\r\n")
    }

    @Test func unknownCommands() throws {
        var client = try Conversation()
        #expect(client.ask("PIMG").hasPrefix("-ERR unknown command 'PIMG', did you mean PING?"))
        #expect(
            client.send("{\"id\":[1],\"op\":\"pimg\"}\n").hasPrefix(
                "{\"id\":[1],\"error\":{\"kind\":\"Protocol\",\"message\":\"unknown command 'PIMG'")
        )
        #expect(client.ask("PING", "a", "b").hasPrefix("-ArgumentError PING "))
        #expect(client.ask("ECHO").hasPrefix("-ArgumentError ECHO expects "))
    }

    @Test func clientNames() throws {
        var client = try Conversation(id: 9)
        #expect(client.ask("CLIENT", "ID") == ":9\r\n")
        #expect(client.ask("CLIENT", "SETNAME", "importer") == "+OK\r\n")
        #expect(client.ask("CLIENT", "SETINFO", "LIB-NAME", "redis-py") == "+OK\r\n")
        #expect(client.ask("CLIENT", "SETINFO", "lib-ver", "8.1.0") == "+OK\r\n")
        let information = client.send("CLIENT INFO\n")
        for field in [
            "id=9 ", "addr=127.0.0.1:1 ", "laddr=127.0.0.1:7400 ", "name=importer ",
            "lib-name=redis-py ", "lib-ver=8.1.0 ", "resp=2",
        ] { #expect(information.contains(field)) }
        client.status.clients.add(ClientRecord(id: 10, address: "a", localAddress: "b"))
        #expect(client.send("CLIENT LIST\n").contains("resp=2\\nid=10 addr=a"))
        #expect(client.ask("RESET") == "+RESET\r\n")
        #expect(client.ask("CLIENT", "GETNAME") == "$-1\r\n")
        var limits = Limits()
        limits.clientNameBytesMax = 3
        client = try Conversation(limits: limits)
        #expect(client.ask("CLIENT", "SETNAME", "abc") == "+OK\r\n")
        #expect(
            client.ask("CLIENT", "SETNAME", "abcd") == "-ERR Client names have at most 3 bytes.\r\n"
        )
    }

    @Test func formatHoldsUntilUndone() throws {
        var client = try Conversation()
        #expect(client.ask("FORMAT", "json") == "+OK\r\n")
        #expect(client.ask("PING") == "$6\r\n\"PONG\"\r\n")
        #expect(client.ask("POINT", "é\"") == "$6\r\n\"é\\\"\"\r\n")
        #expect(client.ask("CLIENT", "GETNAME") == "$4\r\nnull\r\n")
        #expect(
            client.ask("SEARCH", "x") + client.ask("HALF")
                == "$3\r\n\"x\"\r\n-NotFound nobody is called  'x'\r\n")
        #expect(client.ask("HELLO", "3").hasPrefix("$"))
        #expect(client.send("POINT x\n") == "{\"ok\":\"x\"}\n")
        #expect(client.ask("FORMAT", "RESP") == "$4\r\n\"OK\"\r\n")
        #expect(client.ask("POINT", "x") == "$1\r\nx\r\n")
        _ = client.ask("FORMAT", "json")
        #expect(client.ask("RESET") == "$7\r\n\"RESET\"\r\n")
        #expect(client.ask("PING") == "+PONG\r\n")
    }

    @Test func envelopes() throws {
        var client = try Conversation()
        #expect(
            client.send("{\"id\":7,\"op\":\"point\",\"args\":\"x\"}\n")
                == "{\"id\":7,\"ok\":\"x\"}\n")
        #expect(
            client.send("{\"id\":{\"a\" : [1]},\"op\":\"search\",\"args\":\"x\"}\n")
                == "{\"id\":{\"a\" : [1]},\"ok\":\"x\"}\n")
        #expect(
            client.send("{\"id\":null,\"op\":\"half\"}\n")
                == "{\"id\":null,\"error\":{\"kind\":\"NotFound\",\"message\":\"nobody is called\\r\\n'x'\"}}\n"
        )
        #expect(
            client.send("{\"id\":3}\n")
                == "{\"id\":3,\"error\":{\"kind\":\"Protocol\",\"message\":\"malformed request: 'op' is missing\"}}\n"
        )
        #expect(
            client.send("ECHO \"x\nPING\n")
                == "{\"error\":{\"kind\":\"Protocol\",\"message\":\"unfinished quote\"}}\n+PONG\r\n"
        )
    }

    @Test func quitEndsAfterTheReply() throws {
        var client = try Conversation()
        #expect(
            client.send(array(["PING"]) + array(["QUIT"]) + array(["PING"])) == "+PONG\r\n+OK\r\n")
        guard case .finish = client.lastAction else {
            Issue.record("QUIT goes on with \(client.lastAction)")
            return
        }
    }

    @Test func closesWhereFramingIsLost() throws {
        var client = try Conversation()
        #expect(
            client.send("*1\r\n$x\r\n" + array(["PING"]))
                == "-ERR Protocol error: invalid bulk length\r\n")
        guard case .finish = client.lastAction else {
            Issue.record("goes on with \(client.lastAction)")
            return
        }
        client = try Conversation()
        #expect(client.send("GET / HTTP/1.1\r\n\r\n") == "")
        guard case .abort = client.lastAction else {
            Issue.record("goes on with \(client.lastAction)")
            return
        }
    }

    /// Replies that wait for the client stop its next request, as does a long turn.
    @Test func pausesBetweenRequests() throws {
        var limits = Limits()
        limits.outputBytesSoftMax = 100
        limits.requestsPerTurnMax = 5
        var client = try Conversation(limits: limits)
        let bigs = String(repeating: array(["BIG", "60"]), count: 4)
        #expect(client.send(bigs).utf8.count == 2 * 67)
        guard case .pause = client.lastAction else {
            Issue.record("goes on with \(client.lastAction)")
            return
        }
        _ = client.state.resume(client.context, pending: 0)
        #expect(client.context.writer.take().count == 2 * 67)
        #expect(client.state.heldBytes == 0)
        client = try Conversation(limits: limits)
        #expect(
            client.send(String(repeating: array(["PING"]), count: 7))
                == String(repeating: "+PONG\r\n", count: 5))
        guard case .pause = client.lastAction else {
            Issue.record("goes on with \(client.lastAction)")
            return
        }
        _ = client.state.resume(client.context, pending: 0)
        #expect(client.context.writer.take().count == 2 * 7)
        // What the client has not read of earlier replies counts too.
        client = try Conversation(limits: limits)
        let action = client.state.receive(
            Array(array(["PING"]).utf8).span, client.context, pending: 100)
        guard case .pause = action else {
            Issue.record("goes on with \(action)")
            return
        }
    }

    /// Goal: the replies are the same wherever the input is cut.
    @Test func everyCut() throws {
        let pipeline =
            array(["HELLO", "3"]) + "POINT x\n" + array(["SEARCH", "été"])
            + "{\"id\":1,\"op\":\"slow\",\"args\":[1,\"z\"]}\n" + array(["HALF"])
            + array(["FORMAT", "json"]) + array(["POINT", "y"]) + "ECHO 'x\n" + "PING\n"
        var whole = try Conversation()
        let expected = whole.send(pipeline)
        let bytes = Array(pipeline.utf8)
        for cut in 1..<bytes.count {
            var client = try Conversation()
            let reply = client.send(Array(bytes[..<cut])) + client.send(Array(bytes[cut...]))
            #expect(reply == expected, "cut at \(cut)")
        }
    }

    /// Goal: without a socket everything is answered, however much it is.
    @Test(.timeLimit(.minutes(1))) func localConnections() {
        let local = LocalConnection(StandInQuestions())
        let request = Array(array(["BIGSEARCH", "600000"]).utf8)
        local.send((request + request + request + Array(array(["PING"]).utf8)).span)
        #expect(local.reply.count == 3 * 600_011 + 7)
        local.send(Array(String(repeating: "POINT x\n", count: 3_000).utf8).span)
        #expect(local.reply.count == 3_000 * 11)
    }
}
