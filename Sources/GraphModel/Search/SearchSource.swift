internal import Glibc

/// What the search index of a label is made from: the names of its nodes and how well known each
/// is.
public struct SearchSource: Sendable {
    /// The label.
    public let label: Label
    /// Nodes of the label.
    public let count: Int
    private let primary: TextView
    private let original: TextView
    private let alternatives: AlternativeTitleView
    private let votes: ColumnView
    private let knownFor: Adjacency

    /// The source of a label, over the views of one graph.
    public init(
        _ label: Label, count: Int, primary: TextView, original: TextView,
        alternatives: AlternativeTitleView, votes: ColumnView, knownFor: Adjacency
    ) {
        self.label = label
        self.count = count
        self.primary = primary
        self.original = original
        self.alternatives = alternatives
        self.votes = votes
        self.knownFor = knownFor
    }

    /// The source of a label of a graph.
    public init(_ label: Label, of graph: some GraphReading) {
        self.init(
            label, count: graph.count(label),
            primary: graph.texts(label == .title ? .primaryTitle : .name),
            original: graph.texts(.originalTitle), alternatives: graph.alternativeTitles,
            votes: graph.column(.votes), knownFor: graph.adjacency(.knownForByPerson))
    }

    /// How well known a node is, on one scale for all labels: four times the votes of a title; the
    /// votes of the (up to four) titles that a person is known for, added up.
    public func popularity(_ node: UInt32) -> UInt64 {
        switch label {
        case .title: return UInt64(votes[node] ?? 0) * 4
        case .person:
            var sum: UInt64 = 0
            for title in knownFor.list(node) { sum += UInt64(votes[title] ?? 0) }
            return sum
        }
    }

    /// Calls `body` with every name of a node.
    ///
    /// The name of a person; the primary, the original and the alternative titles of a title. An
    /// alternative title that is byte for byte the primary one or the one before is left out.
    public func forEachName(_ node: UInt32, _ body: (Text) -> Void) {
        var first: Text?
        if case .text(let text) = primary.stored(node) {
            body(text)
            first = text
        }
        guard label == .title else { return }
        if case .text(let text) = original.stored(node) { body(text) }
        var last = first
        alternatives.forEach(ofTitle: node) { alternative in
            guard let text = alternative.title, !text.equals(first), !text.equals(last) else {
                return
            }
            body(text)
            last = text
        }
    }
}

extension Text {
    /// Whether another text is there and has the same bytes.
    fileprivate func equals(_ other: Text?) -> Bool {
        guard let other, other.count == count else { return false }
        guard let left = unsafe base, let right = unsafe other.base else { return true }
        return unsafe memcmp(left, right, count) == 0
    }
}
