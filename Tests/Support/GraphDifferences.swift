import GraphModel

/// Where two graphs differ, view by view; nothing when they say the same.
///
/// Words are compared as words: the codes of dictionaries depend on the order of the rows. So do
/// the places of credits of unknown categories in a list, which are therefore compared in order of
/// the left graph's codes.
package struct GraphDifferences {
    private let left: any GraphReading
    private let right: any GraphReading
    private let log = DifferenceLog()

    /// A line each, at most ``DifferenceLog/linesMax``.
    package var lines: [String] { log.lines }

    /// Compares everything that can be asked of a graph.
    package init(_ left: any GraphReading, _ right: any GraphReading) {
        self.left = left
        self.right = right
        compareCounts()
        guard log.isEmpty else { return }
        for label in Label.allCases { compareIDs(label) }
        guard log.isEmpty else { return }
        for column in Column.allCases { compare(column) }
        for column in TextColumn.allCases { compare(column) }
        for order in TextOrder.allCases { compare(order) }
        for relation in Relation.allCases {
            if relation.isTyped { compareCredits(relation) } else { compareLists(relation) }
        }
        comparePayloads()
        compareAlternativeTitles()
        compareComponentSizes()
    }

    private func name(_ label: Label, _ node: Int) -> String {
        left.id(label, UInt32(node)).description
    }

    private func compareCounts() {
        for label in Label.allCases {
            log.expect(left.count(label), right.count(label), "number of nodes \(label.word)")
        }
        let (one, other) = (left.statistics, right.statistics)
        log.expect(one.nodes, other.nodes, "counted nodes")
        log.expect(one.crewOnlyCredits, other.crewOnlyCredits, "counted crew-only credits")
        log.expect(one.knownFor, other.knownFor, "counted known-for edges")
        log.expect(one.episodes, other.episodes, "counted episodes")
        log.expect(one.ratedTitles, other.ratedTitles, "counted rated titles")
        log.expect(one.titleCreditsMax, other.titleCreditsMax, "largest title")
        log.expect(one.personCreditsMax, other.personCreditsMax, "largest person")
        log.expect(one.components, other.components, "counted components")
        log.expect(one.alternativeTitles, other.alternativeTitles, "counted alternative titles")
        log.expect(
            byWord(left, .categories, one.credits), byWord(right, .categories, other.credits),
            "counted credits")
        log.expect(
            byWord(left, .titleTypes, one.titlesByType),
            byWord(right, .titleTypes, other.titlesByType), "counted title types")
    }

    private func byWord(
        _ graph: any GraphReading, _ list: WordList, _ counts: [Int]
    ) -> [String: Int] {
        let words = graph.words(list)
        precondition(words.count == counts.count, "a counter per word")
        return Dictionary(uniqueKeysWithValues: zip(words, counts)).filter { $0.value != 0 }
    }

    private func compareIDs(_ label: Label) {
        let (one, other) = (left.ids(label), right.ids(label))
        for node in 0..<UInt32(left.count(label)) {
            let number = left.id(label, node).number
            log.expect(one.node(number), node, "left node of \(label.word) \(number)")
            log.expect(other.node(number), node, "right node of \(label.word) \(number)")
            for beside in [number &- 1, number + 1] where beside <= NodeID.numberMax {
                log.expect(one.node(beside), other.node(beside), "node of \(label.word) \(beside)")
            }
        }
    }

    private func compare(_ column: Column) {
        let (one, other) = (left.column(column), right.column(column))
        let label = column.group.label
        let words: (left: [String], right: [String])?
        if case .word(let list) = column.codec {
            words = (left.words(list), right.words(list))
        } else {
            words = nil
        }
        for node in 0..<left.count(label) {
            let (first, second) = (one[UInt32(node)], other[UInt32(node)])
            if let words {
                log.expect(
                    first.map { words.left[Int($0)].utf8Bytes },
                    second.map { words.right[Int($0)].utf8Bytes }, "\(name(label, node)) \(column)")
            } else {
                log.expect(first, second, "\(name(label, node)) \(column)")
            }
        }
    }

    private func compare(_ column: TextColumn) {
        let (one, other) = (left.texts(column), right.texts(column))
        for node in 0..<UInt32(left.count(column.label)) {
            log.expect(
                StoredText(one.stored(node)), StoredText(other.stored(node)),
                "\(name(column.label, Int(node))) \(column)")
        }
    }

    private func compare(_ order: TextOrder) {
        let (one, other) = (left.order(order), right.order(order))
        log.expect(one.count, other.count, "places of \(order.name)")
        for place in 0..<min(one.count, other.count) {
            log.expect(one[place], other[place], "\(order.name) place \(place)")
        }
    }

    private func compareLists(_ relation: Relation) {
        let (one, other) = (left.adjacency(relation), right.adjacency(relation))
        log.expect(one.nodeCount, other.nodeCount, "lists of \(relation.name)")
        for node in 0..<UInt32(left.count(relation.source)) {
            log.expect(
                Array(one.list(node)), Array(other.list(node)),
                "\(name(relation.source, Int(node))) \(relation.name)")
        }
    }

    private func compareCredits(_ relation: Relation) {
        let (one, other) = (left.adjacency(relation), right.adjacency(relation))
        let codes = codesOfRight()
        log.expect(one.nodeCount, other.nodeCount, "lists of \(relation.name)")
        for node in 0..<UInt32(left.count(relation.source)) {
            let place = "\(name(relation.source, Int(node))) \(relation.name)"
            var edges = zip(other.types(node), other.list(node)).map { type, neighbor in
                UInt64(codes[Int(type)]) << 32 | UInt64(neighbor)
            }
            edges.sort()
            log.expect(
                zip(one.types(node), one.list(node)).map { UInt64($0) << 32 | UInt64($1) }, edges,
                place)
            log.expect(Array(one.castList(node)), Array(other.castList(node)), "\(place), cast")
        }
    }

    /// The left graph's code of each category of the right one; unknown ones come last.
    private func codesOfRight() -> [UInt16] {
        right.words(.categories).map { word in
            left.creditType(word).map { UInt16($0.rawValue) } ?? 999
        }
    }

    private func comparePayloads() {
        let codes = codesOfRight()
        let (one, other) = (left.adjacency(.creditsByTitle), right.adjacency(.creditsByTitle))
        for title in 0..<UInt32(left.count(.title)) {
            let first = payloads(left, title)
            let second = payloads(right, title)
            let types = other.types(title)
            let people = other.list(title)
            let inOrder = people.indices.sorted { before, after in
                (codes[Int(types[before])], people[before])
                    < (codes[Int(types[after])], people[after])
            }
            log.expect(
                first.count, one.list(title).count, "\(name(.title, Int(title))) left payloads")
            guard second.count == people.count else {
                log.expect(second.count, people.count, "\(name(.title, Int(title))) right payloads")
                continue
            }
            for (place, payload) in zip(inOrder.indices, inOrder.map { second[$0] }) {
                guard place < first.count else { break }
                log.expect(
                    first[place], payload,
                    "\(name(.title, Int(title))) payload of place \(place)")
            }
        }
    }

    private func payloads(_ graph: any GraphReading, _ title: UInt32) -> [Payload] {
        var found: [Payload] = []
        graph.payloads.forEach(ofTitle: title) { place, payload in
            found.append(
                Payload(
                    ordering: payload.ordering, crewPosition: payload.crewPosition,
                    job: payload.job?.array, characters: payload.characters?.array))
            return place == found.count - 1
        }
        return found
    }

    private struct Payload: Equatable {
        let ordering: UInt32?
        let crewPosition: UInt32?
        let job: [UInt8]?
        let characters: [UInt8]?
    }

    private func compareComponentSizes() {
        let (one, other) = (left.components, right.components)
        log.expect(one.count, other.count, "number of components")
        for component in 0..<UInt32(min(one.count, other.count)) {
            log.expect(
                one.size(of: component), other.size(of: component),
                "people of component \(component)")
        }
    }

    private func compareAlternativeTitles() {
        for title in 0..<UInt32(left.count(.title)) {
            log.expect(
                alternativeTitles(left, title), alternativeTitles(right, title),
                "\(name(.title, Int(title))) alternative titles")
        }
    }

    private func alternativeTitles(_ graph: any GraphReading, _ title: UInt32) -> [[String]] {
        var found: [[String]] = []
        graph.alternativeTitles.forEach(ofTitle: title) { row in
            func word(_ list: WordList, _ code: UInt32?) -> String {
                code.map { graph.words(list)[Int($0)] } ?? "absent"
            }
            found.append([
                "\(row.ordering)", row.title.map { "\($0.array)" } ?? "absent",
                word(.regions, row.region), word(.languages, row.language),
                word(.akaTypes, row.types), word(.akaAttributes, row.attributes),
                row.isOriginal.map { "\($0)" } ?? "absent",
            ])
        }
        return found
    }
}

/// What a text view holds, to be compared and printed.
private enum StoredText: Equatable {
    case absent
    case same
    case text([UInt8])

    init(_ stored: TextView.Stored) {
        switch stored {
        case .absent: self = .absent
        case .same: self = .same
        case .text(let text): self = .text(text.array)
        }
    }
}

extension String {
    /// The bytes; `==` of strings takes different spellings of a letter for equal.
    fileprivate var utf8Bytes: [UInt8] { Array(utf8) }
}
