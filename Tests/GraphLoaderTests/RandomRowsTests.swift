import GraphLoader
import GraphModel
import TestSupport
import Testing

/// Goal: whatever rows come, those are kept that the rules allow, with the bytes they have.
///
/// Method: a file of random rows, read by the loader and in the plainest way; `COSTAR_SEED` repeats
/// a run.
@Suite struct RandomRowsTests {
    private func pick<Value>(_ values: [Value], _ random: inout SplitMix64) -> Value {
        values[Int.random(in: values.indices, using: &random)]
    }

    /// An id in one of the spellings that may or may not be one.
    private func id(_ random: inout SplitMix64) -> String {
        let letters = pick(["nm", "nm", "nm", "nm", "nm", "nm", "tt", "Nm", "n", ""], &random)
        var digits = (0..<Int.random(in: 5...10, using: &random)).map { _ in
            pick(Array("0123456789"), &random)
        }
        if Int.random(in: 0..<10, using: &random) == 0 {
            digits[Int.random(in: digits.indices, using: &random)] =
                pick(["/", ":", "a", "-", "\u{7F}", "é"], &random)
        }
        return letters + String(digits)
    }

    /// The number of an id, nil when it is none.
    private func number(_ id: String) -> (UInt32?, RejectReason) {
        let digits = id.dropFirst(2)
        guard id.hasPrefix("nm"), !digits.isEmpty, digits.count <= 7 || !digits.hasPrefix("0"),
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = UInt64(digits)
        else { return (nil, .notAPersonID) }
        return number < 1 << 28 ? (UInt32(number), .duplicateID) : (nil, .idTooLarge)
    }

    @Test(arguments: Effort.seeds(4, long: 100)) func rows(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let dumps = try Dumps()
        var text = Dumps.nameHeader
        var names: [UInt32: String] = [:]
        var rejects: [String] = []
        for line in 2..<3_000 {
            let id = id(&random)
            let name = String(
                (0..<Int.random(in: 0..<150, using: &random)).map { _ in
                    pick(Array("abc é黒\"\\\r"), &random)
                })
            var fields = [id, name, "\\N", "\\N", "\\N", "\\N"]
            switch Int.random(in: 0..<12, using: &random) {
            case 0: fields.append("more")
            case 1: fields.removeLast(Int.random(in: 1...5, using: &random))
            default: break
            }
            text += fields.joined(separator: "\t") + (Bool.random(using: &random) ? "\n" : "\r\n")
            let (number, reason) = number(id)
            if fields.count != 6 {
                let reason: RejectReason = fields.count < 6 ? .tooFewFields : .tooManyFields
                rejects.append("name.basics | \(line) | - | \(reason.rawValue)")
            } else if let number, names[number] == nil {
                names[number] = name
            } else {
                rejects.append("name.basics | \(line) | nconst | \(reason.rawValue)")
            }
        }
        try dumps.write("name.basics.tsv", text)
        let (summary, graph) = try dumps.open()
        #expect(try dumps.rejects(summary) == rejects)
        #expect(graph.count(.person) == names.count)
        let found = graph.texts(.name)
        for (number, name) in names {
            let node = try #require(graph.ids(.person).node(number))
            guard case .text(let text) = found.stored(node) else {
                Issue.record("nm\(number) has no name")
                continue
            }
            #expect(text.string == name, "nm\(number)")
        }
    }
}
