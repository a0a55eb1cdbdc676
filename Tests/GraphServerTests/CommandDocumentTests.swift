import Foundation
import GraphServer
import TestSupport
import Testing

/// Goal: docs/protocol.md is true.
///
/// Method: its examples are requests and replies; each block is one connection to the sample. Set
/// COSTAR_UPDATE_DOCS to write the replies anew, then read what changed.
@Suite struct CommandDocumentTests {
    static let url = URL(fileURLWithPath: packageRoot + "/docs/protocol.md")
    let text: String

    init() throws { text = try String(contentsOf: Self.url, encoding: .utf8) }

    @Test func examplesAreAnsweredAsWritten() throws {
        let update = ProcessInfo.processInfo.environment["COSTAR_UPDATE_DOCS"] != nil
        let document = try ExampleDocument(text)
        #expect(document.examples.count >= 40)
        var service: Service { get throws { Asker(try SampleGraph.graph()).service } }
        let answered = try document.answered(by: try service)
        if update { try answered.write(to: Self.url, atomically: true, encoding: .utf8) }
        let written = text.split(separator: "\n", omittingEmptySubsequences: false)
        let now = answered.split(separator: "\n", omittingEmptySubsequences: false)
        for (line, pair) in zip(written, now).enumerated() where pair.0 != pair.1 {
            Issue.record("docs/protocol.md:\(line + 1): \(pair.0) - the server says: \(pair.1)")
            break
        }
        #expect(update || written.count == now.count)
    }

    @Test("an example with a wrong reply is noticed") func wrongReply() throws {
        let wrong = text.replacingOccurrences(of: "\"Jack Swigert\"", with: "\"Jim Lovell\"")
        try #require(wrong != text)
        let service = Asker(try SampleGraph.graph()).service
        #expect(try ExampleDocument(wrong).answered(by: service) == text)
    }

    @Test func everyCommandAndOptionIsThere() {
        for command in CommandTable.all {
            let isNamed = text.contains("`\(command.name)")
            #expect(isNamed, "\(command.name)")
            guard command.group == .graph else { continue }
            let hasExample = ["-> \(command.name) ", "-> \(command.name)\n"].contains {
                text.contains($0)
            }
            #expect(hasExample, "\(command.name) has no example")
            for option in command.options {
                let isNamed = text.contains("`\(option.name)")
                #expect(isNamed, "\(option.name)")
            }
        }
    }

    @Test func everyErrorOfThisServerIsThere() {
        let later: Set<RequestError.Kind> = [
            .syntaxError, .semanticError, .typeError, .arithmeticError, .parameterMissing,
            .procedureError, .readOnly, .rowLimit, .noAuth, .noPermission,
        ]
        for kind in RequestError.Kind.allCases where !later.contains(kind) {
            let isThere = text.contains("| `\(kind.rawValue)` |")
            #expect(isThere, "\(kind.rawValue)")
        }
    }

    @Test func everyLimitIsThereWithItsDefault() throws {
        func grouped(_ value: Int) -> String {
            var digits = String(value)
            var place = digits.count - 3
            while place > 0 {
                digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
                place -= 3
            }
            return digits
        }
        var limits = ["idsMax": Limits.idsMax, "quotedCharactersMax": Limits.quotedCharactersMax]
        for child in Mirror(reflecting: Limits()).children {
            limits[try #require(child.label)] = try #require(child.value as? Int)
        }
        #expect(limits.count > 20)
        for (name, value) in limits {
            let row = "| `\(name)` | \(grouped(value)) |"
            let isThere = text.contains(row)
            #expect(isThere, "docs/protocol.md lacks \(row)")
        }
    }
}
