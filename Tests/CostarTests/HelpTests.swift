import Foundation
import Testing
import costar

/// What the program says about itself is true and stands in the documents.
@Suite struct HelpTests {
    private let document: String

    init() throws {
        document = try String(
            contentsOf: Program.root.appending(path: "docs/cli.md"), encoding: .utf8)
    }

    /// Goal: docs/cli.md shows every page of help as it is, so every option stands in docs/.
    @Test(arguments: Command.all) func pageStandsInDocuments(command: Command) throws {
        let page = try Program.run(command.name, "--help")
        #expect(page.status == 0)
        #expect(page.output == Help.page(of: command))
        #expect(document.contains("```text\n\(page.output)```\n"), "update docs/cli.md")
        for option in command.options { #expect(page.output.contains("\n  \(option.name)")) }
    }

    @Test func overviewStandsInDocuments() throws {
        let page = try Program.run("--help")
        #expect(page.status == 0)
        #expect(document.contains("```text\n\(page.output)```\n"), "update docs/cli.md")
        for command in Command.all { #expect(page.output.contains("\n  \(command.name)")) }
        for status in ExitStatus.allCases {
            #expect(document.contains("| \(status.rawValue) | \(status.meaning) |\n"))
        }
    }

    @Test(arguments: [
        ["help"], ["-h"], ["help", "load"], ["load", "-h"], ["load", "a", "--help"],
    ])
    func everyWayToAsk(words: [String]) throws {
        let page = try Program.run(Program.costar, words)
        let expected = words.contains("load") ? Help.page(of: .load) : Help.overview()
        #expect(page.output == expected)
    }

    /// Goal: a page fits a terminal of usual width.
    @Test func pagesAreNarrow() {
        for page in [Help.overview()] + Command.all.map(Help.page) {
            for line in page.split(separator: "\n") { #expect(line.count <= 88, "\(line)") }
        }
    }

    /// Goal: examples work.
    ///
    /// Method: the words of each that belong to costar parse.
    @Test(arguments: Command.all) func examplesParse(command: Command) throws {
        for example in command.examples where example.line.hasPrefix("costar ") {
            let words = Self.words(example.line)
            let named = try Command.named(words[1])
            _ = try Arguments(of: named, Array(words.dropFirst(2)))
        }
    }

    /// The words of a command line up to the first sign that is the shell's own.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index % 2 == 1 {
                words.append(String(part))
                continue
            }
            for word in part.split(separator: " ") {
                if ["|", "<", "&"].contains(word) { return words }
                words.append(String(word))
            }
        }
        return words
    }
}

extension Command: CustomTestStringConvertible {
    package var testDescription: String { name }
}
