import Foundation
import TestSupport
import Testing

/// `costar-bench` on a database of the bundled sample.
struct SampleBench {
    /// Where it may write.
    let directory: TemporaryDirectory
    private var database: String { directory.appending("films") }

    init() throws {
        directory = try TemporaryDirectory()
        let load = try Program.run("load", "Samples", "--db", database, "--quiet")
        try #require(load.status == 0, "\(load.error)")
    }

    /// What it prints when asked with some words, and a text on its standard input.
    func run(_ words: String..., input: String = "") throws -> String {
        let bench = Program.costar.deletingLastPathComponent().appending(path: "costar-bench")
        let run = try Program.run(bench, words + ["--db", database], input: input)
        try #require(run.status == 0, "\(run.error)")
        return run.output
    }
}
