import GraphStore

extension Command {
    package static let check = Command(
        name: "check",
        summary: "Verify a database, byte by byte",
        synopsis: "--db PATH",
        about: """
            Verifies every rule that docs/data-file.md states: each block against its
            checksum and its layout, then tables against each other. Prints one line per
            place that breaks a rule, and ends with status 1 when there is one. The
            database may be in use.
            """,
        options: [.database],
        examples: [("costar check --db films", "after a crash, a copy, a doubt")],
        run: { arguments throws(Failure) in
            let directory = DataDirectory(arguments.database)
            let (generation, report) = try Failure.wrap { () throws(StoreError) in
                let name = try directory.currentName()
                return (
                    name, try StoreCheck.run(generation: directory.path(ofGeneration: name))
                )
            }
            for finding in report.findings { Streams.print("\(finding)\n") }
            let looked = "\(grouped(report.blocks)) blocks, \(grouped(report.bytes)) bytes"
            guard report.isSound else {
                throw Failure(
                    .failed,
                    "\(generation) is damaged: \(grouped(report.findingCount)) findings in"
                        + " \(looked); load the dumps again or restore a copy")
            }
            Streams.print("\(generation) is sound: \(looked)\n")
            return .success
        })
}
