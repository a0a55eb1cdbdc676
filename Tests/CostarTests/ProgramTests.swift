import Foundation
import Testing
import costar

/// The program as a script sees it: exit status, standard output, standard error.
@Suite struct ProgramTests {
    @Test(arguments: [
        ([], "say what to do; `costar --help` lists the commands"),
        (["sreve"], "no command `sreve`; did you mean `serve`?"),
        (["ask", "PING"], "say what to ask: --db PATH or --connect HOST:PORT"),
        (["ask", "--db", "a", "--connect", "b", "PING"], "--db and --connect exclude each other"),
        (["ask", "--connect", "a:b", "PING"], "--connect takes HOST:PORT, not `a:b`"),
        (["ask", "--db", "a", "--json", "--text", "PING"], "--json and --text exclude each other"),
        (["version", "a"], "`a` is one word too many"),
    ])
    func usageErrors(words: [String], message: String) throws {
        let program = try Program.run(Program.costar, words)
        #expect(program.status == ExitStatus.usage.rawValue)
        #expect(program.output.isEmpty)
        #expect(program.error.hasPrefix("costar: "))
        #expect(program.error.contains(message))
        #expect(program.error.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
        (["ask", "--db", "no/such", "PING"], "no/such"),
        (["ask", "--connect", "127.0.0.1:1", "PING"], "no server at 127.0.0.1:1"),
        (["ask", "--connect", "no.such.invalid", "PING"], "no host `no.such.invalid`"),
    ])
    func missingThings(words: [String], message: String) throws {
        let program = try Program.run(Program.costar, words)
        #expect(program.status == ExitStatus.missing.rawValue)
        #expect(program.error.contains(message))
        #expect(!FileManager.default.fileExists(atPath: "no/such"))
    }

    @Test(arguments: ["version", "--version"]) func version(word: String) throws {
        let program = try Program.run(word)
        #expect(program.status == 0)
        #expect(program.output.wholeMatch(of: /costar \d+\.\d+\.\d+, data format \d+\n/) != nil)
    }

    /// Goal: `costar … | head` ends quietly, a full disk does not pass unseen.
    @Test(arguments: [("| true", "0", "0"), ("> /dev/full", "1", "No space left on device")])
    func standardOutputThatTakesNothing(output: String, status: String, message: String) throws {
        // The sleep lets the reader of the pipe leave first.
        let line = "{ sleep 0.2; '\(Program.costar.path)' --help; echo $? >&2; } \(output)"
        let program = try Program.run(URL(filePath: "/bin/bash"), ["-c", line])
        #expect(program.error.split(separator: "\n").last.map(String.init) == status)
        #expect(program.error.contains(message))
    }
}
