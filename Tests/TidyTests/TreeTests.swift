import GraphStore
import Testing

/// Holds every rule against the tree as it is.
@Suite struct TreeTests {
    @Test func treeIsFound() {
        #expect(SourceTree.files.contains { $0.path == "Package.swift" })
        #expect(SourceTree.files.contains { $0.path == "Sources/GraphModel/GraphReading.swift" })
        #expect(!SourceTree.files.contains { $0.path.contains(".build/") })
    }

    /// Goal: every rule about single files holds for every file.
    @Test(
        arguments: [
            ("imports", Rule.imports), ("file length", Rule.fileLength),
            ("line length", Rule.lineLength), ("function length", Rule.functionLength),
            ("unfinished marks", Rule.unfinishedMarks), ("machine paths", Rule.machinePaths),
        ] as [(String, @Sendable (SourceFile) -> [Violation])])
    func holds(name: String, rule: @Sendable (SourceFile) -> [Violation]) {
        for violation in SourceTree.files.flatMap(rule) {
            Issue.record("\(name): \(violation)")
        }
    }

    /// Goal: whoever wants to know where memory safety rests on people finds the whole list.
    @Test func unsafeIsListed() throws {
        for violation in Rule.unsafeList(
            SourceTree.files, try SourceTree.file("docs/unsafe.md"))
        {
            Issue.record("\(violation)")
        }
    }

    /// Goal: no table of a data file without its byte layout.
    @Test func tablesAreDocumented() throws {
        let document = try SourceTree.file("docs/data-file.md")
        for violation in Rule.undocumented(StoreTable.all.map(\.name), in: document) {
            Issue.record("\(violation)")
        }
    }
}
