import GraphModel
import GraphServer
import Testing

/// Goal: tools that ask for the command table, settings and INFO read it.
@Suite struct SessionTableTests {
    @Test func commandTable() throws {
        var client = try Conversation()
        let count = CommandTable.all.count
        let version = "$\(ProgramVersion.current.utf8.count)\r\n\(ProgramVersion.current)\r\n"
        #expect(count > 20)
        #expect(client.ask("COMMAND", "COUNT") == ":\(count)\r\n")
        #expect(
            client.ask("COMMAND").hasPrefix(
                "*\(count)\r\n*10\r\n$5\r\ntitle\r\n:2\r\n*1\r\n+readonly\r\n"))
        #expect(client.ask("COMMAND", "LIST").hasPrefix("*\(count)\r\n$5\r\ntitle\r\n"))
        let ping =
            "*10\r\n$4\r\nping\r\n:-1\r\n*1\r\n+fast\r\n:0\r\n:0\r\n:0\r\n"
            + "*0\r\n*0\r\n*0\r\n*0\r\n"
        #expect(
            client.ask("COMMAND", "INFO", "ping", "nosuch", "PING")
                == "*3\r\n\(ping)$-1\r\n\(ping)")
        #expect(client.ask("COMMAND", "DOCS", "nosuch") == "*0\r\n")
        #expect(
            client.ask("COMMAND", "DOCS", "quit")
                == "*2\r\n$4\r\nquit\r\n*6\r\n$7\r\nsummary\r\n$34\r\n"
                + "Closes the connection after an OK.\r\n$5\r\nsince\r\n\(version)"
                + "$5\r\ngroup\r\n$10\r\nconnection\r\n")
        #expect(client.ask("COMMAND", "DOCS").hasPrefix("*\(2 * count)\r\n"))
        #expect(client.ask("COMMAND", "GETKEYS", "x").hasPrefix("-ERR unknown subcommand"))
    }

    @Test func help() throws {
        var client = try Conversation()
        let all = client.send("HELP\n")
        for command in CommandTable.all { #expect(all.contains("\"usage\":\"\(command.name)")) }
        let one = client.send("help costars\n")
        #expect(one.hasPrefix("{\"ok\":{\"usage\":\"COSTARS "))
        #expect(one.contains("\"usage\":\"[LIMIT n]\"") && one.contains("\"example\":\"COSTARS "))
        #expect(client.send("HELP COSTAR\n").contains("did you mean COSTARS?"))
    }

    @Test func settings() throws {
        var client = try Conversation()
        #expect(client.ask("CONFIG", "GET", "save") == "*2\r\n$4\r\nsave\r\n$0\r\n\r\n")
        #expect(client.ask("CONFIG", "GET", "Append*") == "*2\r\n$10\r\nappendonly\r\n$2\r\nno\r\n")
        #expect(client.ask("CONFIG", "GET", "nosuch") == "*0\r\n")
        #expect(
            client.ask("CONFIG", "GET", "maxclients", "p?rt")
                == "*4\r\n$10\r\nmaxclients\r\n$5\r\n10000\r\n$4\r\nport\r\n$4\r\n7400\r\n")
        #expect(client.send("CONFIG GET *\n").contains("\"line-bytes-max\":\"2097152\""))
        #expect(client.ask("CONFIG", "GET").hasPrefix("-ERR wrong number"))
        // A pattern that makes a naive matcher run for ever.
        let pattern = String(repeating: "*a", count: 400) + "b"
        #expect(client.ask("CONFIG", "GET", pattern) == "*0\r\n")
    }

    @Test func information() throws {
        var client = try Conversation()
        let all = client.ask("INFO")
        for part in [
            "# Server\r\nredis_version:", "costar_version:\(ProgramVersion.current)\r\n",
            "tcp_port:7400\r\n",
            "\r\n\r\n# Clients\r\nconnected_clients:1\r\n", "# Memory\r\nused_memory:",
            "# Stats\r\ntotal_connections_received:0\r\ntotal_commands_processed:0\r\n",
            "# Graph\r\ngeneration:stand-in\r\n",
        ] { #expect(all.contains(part), "\(part)") }
        let server = client.ask("INFO", "SERVER")
        #expect(server.contains("# Server") && !server.contains("# Stats"))
        #expect(client.ask("INFO", "stats").contains("total_commands_processed:2\r\n"))
        #expect(client.ask("INFO", "nosuch") == "$0\r\n\r\n")
        #expect(client.ask("INFO", "memory").contains("used_memory_rss:0") == false)
    }
}
