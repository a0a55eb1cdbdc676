import GraphModel
import GraphQuery
import TestSupport

/// The answers of a loaded set, asked once each: copies of `expected/` with one number changed are
/// compared with the same answers again and again.
final class AnswerBook {
    let reference: ReferenceSet
    let traversal: Traversal
    private var degreesAnswers: [[String]: PairAnswers] = [:]
    private var costarAnswers: [[String]: CostarPage] = [:]
    private var filmographies: [[String]: CreditPage] = [:]
    private var scopeAnswers: [AnswerScope: ScopeAnswers] = [:]

    /// What is asked about two people.
    struct PairAnswers {
        /// Every chain, counted.
        let full: DegreesAnswer
        /// The degrees alone.
        let quick: DegreesAnswer
        /// From the other side.
        let reverse: DegreesAnswer
    }

    init(_ reference: ReferenceSet) {
        self.reference = reference
        traversal = Traversal(reference.graph)
    }

    var graph: any GraphReading { reference.graph }

    /// Chains listed of a pair at most; no pair of the expected ones has more.
    static let chainsMax = 1_000
    /// Co-stars listed in the expected files.
    static let costarsMax = 25

    /// The person of an id.
    func person(_ id: String) -> UInt32? {
        NodeID(parsing: id).flatMap { $0.label == .person ? graph.node($0) : nil }
    }

    /// The title of an id.
    func title(_ id: String) -> UInt32? {
        NodeID(parsing: id).flatMap { $0.label == .title ? graph.node($0) : nil }
    }

    func id(_ label: Label, _ node: UInt32) -> String { graph.id(label, node).description }

    func name(_ person: UInt32) -> String? { graph.text(.name, person)?.string }

    func degrees(
        _ from: UInt32, _ to: UInt32, in scope: AnswerScope
    ) throws(QueryError) -> PairAnswers {
        let key = ["\(from)", "\(to)", scope.rawValue]
        if let known = degreesAnswers[key] { return known }
        let words = scope.scope(graph)
        let answers = PairAnswers(
            full: try traversal.degrees(
                from: from, to: to, in: words, titlesMax: nil, counting: true,
                chainsMax: AnswerBook.chainsMax),
            quick: try traversal.degrees(
                from: from, to: to, in: words, titlesMax: nil, counting: false, chainsMax: nil),
            reverse: try traversal.degrees(
                from: to, to: from, in: words, titlesMax: nil, counting: true, chainsMax: 0))
        degreesAnswers[key] = answers
        return answers
    }

    func costars(of person: UInt32, in scope: AnswerScope) throws(QueryError) -> CostarPage {
        let key = ["\(person)", scope.rawValue]
        if let known = costarAnswers[key] { return known }
        let answer = try traversal.costars(
            of: person, in: scope.scope(graph), sharedMin: 1, titlesPerRow: .max,
            page: Page(limit: AnswerBook.costarsMax))
        costarAnswers[key] = answer
        return answer
    }

    func filmography(of person: UInt32, in scope: AnswerScope) throws(QueryError) -> CreditPage {
        let key = ["\(person)", scope.rawValue]
        if let known = filmographies[key] { return known }
        let answer = try traversal.filmography(
            of: person, in: scope.scope(graph), sort: .year, page: Page(limit: 1_000_000))
        filmographies[key] = answer
        return answer
    }

    /// What `summary.json` tells of a scope.
    func answers(
        in scope: AnswerScope, centre: UInt32
    ) throws(QueryError) -> ScopeAnswers {
        if let known = scopeAnswers[scope], known.centre == centre { return known }
        let answers = try ScopeAnswers(self, scope, centre: centre)
        scopeAnswers[scope] = answers
        return answers
    }

    /// People by name, for names that several bear, and how many names there are: a walk through
    /// the byte order of names.
    lazy var names: (shared: [String: [String]], distinct: Int) = {
        var shared: [String: [String]] = [:]
        var distinct = 0
        let order = graph.order(.names)
        var place = 0
        while place < order.count {
            let bytes = nameBytes(order[place])
            var end = place + 1
            while end < order.count, nameBytes(order[end]) == bytes { end += 1 }
            if end > place + 1 {
                shared[String(decoding: bytes, as: UTF8.self)] = (place..<end).map {
                    id(.person, order[$0])
                }
            }
            distinct += 1
            place = end
        }
        return (shared, distinct)
    }()

    private func nameBytes(_ person: UInt32) -> [UInt8] { graph.text(.name, person)?.array ?? [] }

    /// Everybody who bears a name: a binary search in the byte order of names.
    func people(named name: String) -> [String] {
        let order = graph.order(.names)
        let wanted = Array(name.utf8)
        func precedes(_ place: Int, orEquals: Bool) -> Bool {
            let bytes = nameBytes(order[place])
            return bytes == wanted ? orEquals : bytes.lexicographicallyPrecedes(wanted)
        }
        func boundary(orEquals: Bool) -> Int {
            var (low, high) = (0, order.count)
            while low < high {
                let middle = (low + high) / 2
                if precedes(middle, orEquals: orEquals) { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return (boundary(orEquals: false)..<boundary(orEquals: true)).map { id(.person, order[$0]) }
    }
}
