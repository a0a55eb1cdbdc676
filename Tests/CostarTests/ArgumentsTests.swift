import Testing
import costar

@Suite struct ArgumentsTests {
    @Test func everyFormOfAnOption() throws {
        let arguments = try Arguments(
            of: .load,
            ["a", "--db", "x", "--without=b,c", "--strict", "d", "--without", "e", "--", "--f"])
        #expect(arguments.operands == ["a", "d", "--f"])
        #expect(arguments.database == "x")
        #expect(arguments.list("--without") == ["b", "c", "e"])
        #expect(arguments.has("--strict"))
        #expect(!arguments.has("--quiet"))
        #expect(arguments.value("--db") == "x")
    }

    @Test func lastValueCounts() throws {
        let arguments = try Arguments(of: .stat, ["--db", "x", "--db=y=z"])
        #expect(arguments.value("--db") == "y=z")
    }

    @Test(arguments: [
        (["--db", "x"], "something is missing: costar load DIR|FILE… --db PATH"),
        (["a"], "--db PATH is missing"),
        (["a", "--db"], "--db needs a value: --db PATH"),
        (["a", "--db="], "--db needs a value: --db PATH"),
        (["a", "--db", "x", "--strict=yes"], "--strict takes no value"),
    ])
    func wrongWords(words: [String], message: String) {
        #expect(throws: Failure(.usage, "\(message); see `costar load --help`")) {
            try Arguments(of: .load, words)
        }
    }

    @Test func oneWordTooMany() {
        #expect(throws: Failure(.usage, "`a` is one word too many; see `costar stat --help`")) {
            try Arguments(of: .stat, ["--db", "x", "a"])
        }
    }

    @Test(arguments: [
        ("--stric", "no option `--stric`; did you mean `--strict`?"),
        ("--frobnicate", "no option `--frobnicate`; `costar load --help` lists them"),
        ("-x", "no option `-x`; `costar load --help` lists them"),
    ])
    func unknownOption(word: String, message: String) {
        #expect(throws: Failure(.usage, message)) {
            try Arguments(of: .load, ["a", "--db", "x", word])
        }
    }

    @Test(arguments: [
        ("laod", "no command `laod`; did you mean `load`?"),
        ("lload", "no command `lload`; did you mean `load`?"),
        ("frobnicate", "no command `frobnicate`; `costar --help` lists them"),
    ])
    func unknownCommand(word: String, message: String) {
        #expect(throws: Failure(.usage, message)) { try Command.named(word) }
    }
}
