import Testing

/// Shows that each rule fires on a file that breaks it and not on its neighbour that does not.
@Suite struct RuleTests {
    private func file(_ path: String, _ text: String) -> SourceFile {
        SourceFile(path: path, text: text)
    }

    @Test(arguments: [
        ("Sources/GraphModel/A.swift", "import GraphStore"),
        ("Sources/GraphQuery/A.swift", "internal import GraphStore"),
        ("Sources/GraphServer/A.swift", "public import GraphLoader"),
        ("Sources/GraphStore/A.swift", "@preconcurrency import Foundation"),
        ("Sources/GraphStore/A.swift", "import struct Foundation.URL"),
        ("Tools/costar/A.swift", "  import FoundationEssentials"),
    ])
    func importAgainstTheArrow(path: String, text: String) {
        #expect(Rule.imports(file(path, "// one\n\(text)\n")).map(\.line) == [2])
    }

    @Test(arguments: [
        ("Sources/GraphServer/A.swift", "public import GraphStore"),
        ("Sources/GraphStore/A.swift", "internal import CLMDB"),
        ("Sources/GraphQuery/A.swift", "import Synchronization"),
        ("Tools/costar/A.swift", "import GraphLoader"),
        ("Tests/GraphModelTests/A.swift", "import Foundation"),
        ("Sources/GraphModel/A.swift", "// import Foundation"),
        ("Sources/GraphModel/A.swift", "let text = \"\"\"\n    import Foundation\n    \"\"\""),
    ])
    func importAlongTheArrow(path: String, text: String) {
        #expect(Rule.imports(file(path, text)).isEmpty)
    }

    @Test func longFile() {
        let lines = { String(repeating: "let a = 1\n", count: $0) }
        #expect(Rule.fileLength(file("Sources/A/A.swift", lines(600))).isEmpty)
        #expect(Rule.fileLength(file("Sources/A/A.swift", lines(601))).count == 1)
        #expect(Rule.fileLength(file("docs/long.md", lines(601))).isEmpty)
    }

    @Test(arguments: ["Tests/A/A.swift", "scripts/demo", "Makefile", "Sources/CJSON/json.cpp"])
    func longLine(path: String) {
        let line = { String(repeating: "é", count: $0) }
        #expect(Rule.lineLength(file(path, "\n" + line(100))).isEmpty)
        #expect(Rule.lineLength(file(path, "\n" + line(101))).map(\.line) == [2])
        #expect(Rule.lineLength(file(path, line(100) + ",")).isEmpty)
        #expect(Rule.lineLength(file("docs/a.md", line(101))).isEmpty)
        let literal = "    == #\"" + line(101) + "\"#"
        #expect(Rule.lineLength(file(path, literal)).isEmpty == path.hasPrefix("Tests/"))
    }

    @Test(arguments: ["func long(", "init(", "init?(", "subscript(", "func long<T>("])
    func longFunction(opening: String) {
        let function = { (count: Int) in
            "struct A {\n    \(opening)\n        a: Int\n    ) {\n"
                + String(repeating: "        if a { b(\"}\") }  // }\n", count: count - 4)
                + "    }\n}\n"
        }
        #expect(Rule.functionLength(file("Sources/A/A.swift", function(70))).isEmpty)
        #expect(Rule.functionLength(file("Sources/A/A.swift", function(71))).map(\.line) == [2])
    }

    @Test func requirementsAreNoFunctions() {
        let requirement = "protocol A {\n    func one()\n    func two()\n}\n"
        let lines = String(repeating: "let a = 1\n", count: 80)
        let text = requirement + "enum B {\n\(lines)}\n"
        #expect(Rule.functionLength(file("Sources/A/A.swift", text)).isEmpty)
    }

    @Test(arguments: ["// TO" + "DO: later", "print(\"FIX" + "ME\")"])
    func unfinishedMark(text: String) {
        #expect(Rule.unfinishedMarks(file("docs/a.md", "a\n\(text)")).map(\.line) == [2])
        #expect(Rule.unfinishedMarks(file("docs/a.md", text.lowercased())).isEmpty)
    }

    @Test(arguments: ["/wo" + "rk/main", "/tmp" + "/wt/a", "/ro" + "ot/.cache", "/ho" + "me/me"])
    func machinePath(text: String) {
        #expect(Rule.machinePaths(file("README.md", "cd \(text)")).map(\.line) == [1])
        #expect(Rule.machinePaths(file("README.md", "cd costar")).isEmpty)
    }

    /// Goal: the list of unsafe files is held against the code both ways.
    @Test func unsafeList() {
        let list = { file("docs/unsafe.md", "| file | why |\n" + $0) }
        let door = file("Sources/A/Door.swift", "// a door\nlet a = unsafe b()\n")
        let safe = file("Sources/A/Safe.swift", "// unsafe\nlet a = \"unsafe\"\n")
        let row = "| `Sources/A/Door.swift` | the pointer outlives the call |\n"
        #expect(Rule.unsafeList([door, safe], list(row)).isEmpty)
        #expect(
            Rule.unsafeList([door], list("")).map(\.description) == [
                "Sources/A/Door.swift:2: uses unsafe and does not stand in docs/unsafe.md"
            ])
        let stale = Rule.unsafeList([door, safe], list(row + "| `Sources/A/Safe.swift` | x |\n"))
        #expect(stale.map(\.line) == [3])
        #expect(Rule.unsafeList([], list(row)).map(\.line) == [2])
        #expect(
            Rule.unsafeList([door], list("| `Sources/A/Door.swift` | trust me |\n")).count == 1)
    }

    @Test(arguments: [
        "final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1",
        "@unsafe func a() {}", "for unsafe a in b {}",
    ])
    func unsafeWords(code: String) {
        let list = file("docs/unsafe.md", "")
        #expect(Rule.unsafeList([file("Tools/costar/A.swift", code)], list).count == 1)
    }

    @Test func undocumentedNames() {
        let document = file("docs/data-file.md", "## `meta`, title.ids\nand title.akas\n")
        #expect(Rule.undocumented(["meta", "title.ids"], in: document).isEmpty)
        #expect(Rule.undocumented(["meta", "title.akas"], in: document).count == 1)
        #expect(Rule.undocumented(["title"], in: document).count == 1)
    }
}

/// Shows what counts as code: rules search the mask, so a slip here would blind them all.
@Suite struct CodeMaskTests {
    @Test(arguments: [
        ("a // b\nc", "a     \nc"),
        ("a /* b /* c */ d */ e", "a                   e"),
        (#"a("b \" // c") d"#, #"a(           ) d"#),
        (##"a(#"b " \( c"#) d"##, ##"a(            ) d"##),
        (#"a("b \(c("d")) e") f"#, #"a(    (c(   ))   ) f"#),
        ("a \"\"\"\n{ \" }\n\"\"\" b", "a    \n     \n    b"),
        ("\"open", "     "),
    ])
    func mask(source: String, code: String) {
        let mask = CodeMask.mask(source)
        #expect(mask == code)
        #expect(mask.utf8.count == source.utf8.count)
    }
}
