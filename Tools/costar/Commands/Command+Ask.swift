extension Command {
    package static let ask = Command(
        name: "ask",
        summary: "Ask questions, with a server or without",
        synopsis: "--db PATH | --connect HOST:PORT  ['QUESTION' …]",
        about: """
            Each QUESTION is one request, quoted for the shell: a command of the line port
            or a JSON object. Without any, standard input is read, one question a line.
            --db opens the database in this process; --connect asks a server.

            On a terminal the answer is text for people; in a pipe it is JSON, one line per
            question. An answer that is an error goes to standard error, and the exit status
            is 1 when there was one.
            """,
        operands: 0...4_096,
        options: [
            Option("--db", "PATH", "Ask this database, without a server"),
            Option("--connect", "HOST:PORT", "Ask a server; :7400 is this machine"),
            Option("--json", nil, "Print JSON, on a terminal too"),
            Option("--text", nil, "Print text for people, in a pipe too"),
            Option("--wire", nil, "Print what is sent and what comes back, folded"),
        ],
        examples: [
            ("costar ask --db films 'TITLE tt0112384'", "one question"),
            ("costar ask --db films 'DEGREES nm0000102 nm0000158'", "how far is it?"),
            ("costar ask --db films < questions.txt", "many, one a line"),
            ("costar ask --connect :7400 'CAST tt0112384' | jq .", "a server, JSON"),
            ("costar ask --connect :7400 --wire PING", "the conversation itself"),
        ],
        run: { arguments throws(Failure) in try Asking(arguments).run() })
}
