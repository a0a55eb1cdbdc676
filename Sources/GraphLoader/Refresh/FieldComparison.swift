internal import Glibc
internal import GraphModel

/// The fixed-width properties and texts that one kind of thing is made of, in two generations.
///
/// Codes of words and nodes differ between generations, so words are compared by a map from the
/// codes of one to those of the other, and nodes by their public ids.
struct FieldComparison {
    private struct Field {
        let name: String
        let column: Column
        let old: ColumnView
        let new: ColumnView
        /// For words: the newer code of each older one, absent when the word is gone.
        let codes: [UInt32]?
    }

    private let old: any GraphReading
    private let new: any GraphReading
    private let fields: [Field]
    private let texts: [(name: String, column: TextColumn)]

    /// Compares columns and texts, each with the name it has in the dumps.
    init(
        _ old: any GraphReading, _ new: any GraphReading, columns: [(String, Column)],
        texts: [(String, TextColumn)] = []
    ) {
        self.old = old
        self.new = new
        self.texts = texts.map { (name: $0.0, column: $0.1) }
        fields = columns.map { name, column in
            var codes: [UInt32]?
            if case .word(let list) = column.codec { codes = newCodes(old, new, list) }
            return Field(
                name: name, column: column, old: old.column(column), new: new.column(column),
                codes: codes)
        }
    }

    /// The fields that differ between a node of the older and one of the newer generation.
    func changes(_ before: UInt32, _ after: UInt32) -> [FieldChange] {
        var changes: [FieldChange] = []
        for field in fields where !isEqual(field, field.old[before], field.new[after]) {
            changes.append(
                FieldChange(
                    name: field.name, old: text(field, field.old[before], in: old),
                    new: text(field, field.new[after], in: new)))
        }
        for (name, column) in texts {
            let (one, other) = (old.text(column, before), new.text(column, after))
            guard !areEqual(one, other) else { continue }
            changes.append(FieldChange(name: name, old: one?.string, new: other?.string))
        }
        return changes
    }

    /// Whether a node has any value.
    func hasValues(_ node: UInt32, in graph: any GraphReading) -> Bool {
        fields.contains { graph.column($0.column)[node] != nil }
    }

    /// All values of a node that has any, between commas; nil when it has none.
    func values(_ node: UInt32, in graph: any GraphReading) -> String? {
        let values = fields.compactMap { field in
            text(field, graph.column(field.column)[node], in: graph).map { "\(field.name) \($0)" }
        }
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    private func isEqual(_ field: Field, _ before: UInt32?, _ after: UInt32?) -> Bool {
        guard let before, let after else { return before == after }
        if let codes = field.codes { return codes[Int(before)] == after }
        if case .node(let label) = field.column.codec {
            return old.id(label, before) == new.id(label, after)
        }
        return before == after
    }

    private func text(_ field: Field, _ value: UInt32?, in graph: any GraphReading) -> String? {
        guard let value else { return nil }
        switch field.column.codec {
        case .number, .flag, .component: return "\(value)"
        case .hundredths:
            let decimals = value % 100
            let digits =
                decimals % 10 == 0
                ? "\(decimals / 10)" : decimals < 10 ? "0\(decimals)" : "\(decimals)"
            return "\(value / 100).\(digits)"
        case .word(let list): return graph.words(list)[Int(value)]
        case .node(let label): return graph.id(label, value).description
        }
    }
}

/// The newer code of each older word; all bits set where the newer generation lacks it.
func newCodes(_ old: any GraphReading, _ new: any GraphReading, _ list: WordList) -> [UInt32] {
    var codes: [[UInt8]: UInt32] = [:]
    for (code, word) in new.words(list).enumerated() { codes[Array(word.utf8)] = UInt32(code) }
    return old.words(list).map { codes[Array($0.utf8)] ?? .max }
}

/// Whether two texts have the same bytes, or both are absent.
func areEqual(_ one: Text?, _ other: Text?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    guard one.count == other.count else { return false }
    guard let first = unsafe one.bytes.baseAddress, let second = unsafe other.bytes.baseAddress
    else { return true }
    return unsafe memcmp(first, second, one.count) == 0
}
