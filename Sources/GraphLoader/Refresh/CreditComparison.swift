internal import GraphModel

/// The credits of one title in two generations.
///
/// A credit is known by title, person and category; ordering, place in title.crew, job and
/// characters are its fields.
struct CreditComparison {
    /// A credit of one generation: category, then person, and where its payload stands.
    private struct Entry {
        let key: UInt64
        let place: Int

        var person: UInt32 { UInt32(truncatingIfNeeded: key) }
        var category: Int { Int(key >> 32) }
    }

    /// One generation.
    private struct Side {
        let graph: any GraphReading
        let lists: Adjacency
        let payloadView: PayloadView
        let numbers: ColumnView
        /// The common code of each category.
        let categories: [UInt64]
        var entries: [Entry] = []
        var payloads: [CreditPayload] = []

        init(_ graph: any GraphReading, categories: [UInt64]) {
            self.graph = graph
            lists = graph.adjacency(.creditsByTitle)
            payloadView = graph.payloads
            numbers = graph.column(.personNumber)
            self.categories = categories
        }

        /// Reads the credits of a title in order of their keys.
        mutating func read(_ title: UInt32?) {
            entries.removeAll(keepingCapacity: true)
            payloads.removeAll(keepingCapacity: true)
            guard let title else { return }
            let people = lists.list(title)
            let types = lists.types(title)
            var isSorted = true
            var last: UInt64 = 0
            for place in people.indices {
                let key =
                    categories[Int(types[place])] << 32
                    | UInt64(numbers.stored(people[place]))
                if key < last { isSorted = false }
                last = key
                entries.append(Entry(key: key, place: place))
            }
            // Only words that no costar knows have codes of their own in each generation.
            if !isSorted { entries.sort { $0.key < $1.key } }
            var read: [CreditPayload] = []
            swap(&read, &payloads)
            payloadView.forEach(ofTitle: title) { _, payload in
                read.append(payload)
                return true
            }
            swap(&read, &payloads)
        }

        /// What a credit says besides who and as what.
        func text(_ entry: Entry) -> String {
            let payload = payloads[entry.place]
            var parts: [String] = []
            if let ordering = payload.ordering { parts.append("ordering \(ordering)") }
            if let place = payload.crewPosition { parts.append("crewPosition \(place)") }
            if let job = payload.job { parts.append("job \(job.string)") }
            if payload.characters != nil { parts.append("characters \(names(payload) ?? "")") }
            return parts.joined(separator: ", ")
        }
    }

    private var old: Side
    private var new: Side
    private let categories: [String]

    init(_ old: any GraphReading, _ new: any GraphReading) {
        var codes: [[UInt8]: UInt64] = [:]
        var words: [String] = []
        func common(_ word: String) -> UInt64 {
            if let code = codes[Array(word.utf8)] { return code }
            codes[Array(word.utf8)] = UInt64(words.count)
            words.append(word)
            return UInt64(words.count - 1)
        }
        self.old = Side(old, categories: old.words(.categories).map(common))
        self.new = Side(new, categories: new.words(.categories).map(common))
        categories = words
    }

    /// Compares the credits of a title that at least one generation has.
    mutating func compare(
        _ title: String, before: UInt32?, after: UInt32?, _ log: ChangeLog
    ) {
        old.read(before)
        new.read(after)
        var (left, right) = (0, 0)
        while left < old.entries.count || right < new.entries.count {
            let first = left < old.entries.count ? old.entries[left].key : .max
            let second = right < new.entries.count ? new.entries[right].key : .max
            if first < second {
                log.removed(.credits, id(title, old.entries[left]), old.text(old.entries[left]))
            } else if second < first {
                log.added(.credits, id(title, new.entries[right]), new.text(new.entries[right]))
            } else {
                let changes = changes(old.entries[left], new.entries[right])
                if !changes.isEmpty { log.changed(.credits, id(title, old.entries[left]), changes) }
            }
            if first <= second { left += 1 }
            if second <= first { right += 1 }
        }
    }

    private func id(_ title: String, _ entry: Entry) -> String {
        "\(title)/\(NodeID(.person, entry.person))/\(categories[entry.category])"
    }

    private func changes(_ before: Entry, _ after: Entry) -> [FieldChange] {
        let (one, other) = (old.payloads[before.place], new.payloads[after.place])
        var changes: [FieldChange] = []
        func compare(_ name: String, _ first: UInt32?, _ second: UInt32?) {
            guard first != second else { return }
            changes.append(
                FieldChange(name: name, old: first.map(String.init), new: second.map(String.init)))
        }
        compare("ordering", one.ordering, other.ordering)
        compare("crewPosition", one.crewPosition, other.crewPosition)
        if !areEqual(one.job, other.job) {
            changes.append(
                FieldChange(name: "job", old: one.job?.string, new: other.job?.string))
        }
        if !areEqual(one.characters, other.characters) {
            changes.append(FieldChange(name: "characters", old: names(one), new: names(other)))
        }
        return changes
    }
}

/// The characters as the dumps write them, `["Forrest","Gump"]`; nil without any.
private func names(_ payload: CreditPayload) -> String? {
    guard payload.characters != nil else { return nil }
    let names = payload.characterNames.map { name in
        var text = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
    return "[\(names.joined(separator: ","))]"
}
