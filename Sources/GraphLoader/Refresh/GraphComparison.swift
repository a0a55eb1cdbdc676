internal import GraphModel

/// Walks two generations side by side, by public id, and logs what differs.
///
/// Dense ids are ranks, so both sides come in order of public ids and one walk over each is enough.
struct GraphComparison {
    private let old: any GraphReading
    private let new: any GraphReading
    private let log: ChangeLog

    /// Logs everything that differs between an older and a newer graph.
    ///
    /// - Complexity: one pass over both; memory for one title at a time.
    static func run(_ old: any GraphReading, _ new: any GraphReading, _ log: ChangeLog) {
        let comparison = GraphComparison(old: old, new: new, log: log)
        comparison.compareTitles()
        comparison.comparePeople()
    }

    private func compareTitles() {
        let titles = FieldComparison(
            old, new,
            columns: [
                ("titleType", .titleType), ("isAdult", .adult), ("startYear", .startYear),
                ("endYear", .endYear), ("runtimeMinutes", .runtime), ("genres", .genres),
            ],
            texts: [("primaryTitle", .primaryTitle), ("originalTitle", .originalTitle)])
        let ratings = FieldComparison(
            old, new, columns: [("averageRating", .rating), ("numVotes", .votes)])
        let episodes = FieldComparison(
            old, new,
            columns: [
                ("parentTconst", .parent), ("seasonNumber", .season), ("episodeNumber", .episode),
            ])
        let alternatives = AlternativeTitleComparison(old, new)
        let hasAlternatives = alternatives.isNeeded
        var credits = CreditComparison(old, new)
        forEachPair(.title) { number, before, after in
            let id = NodeID(.title, number).description
            if let before, let after {
                let changes = titles.changes(before, after)
                if !changes.isEmpty { log.changed(.titles, id, changes) }
            } else if let after {
                log.added(.titles, id, new.text(.primaryTitle, after)?.string)
            } else if let before {
                log.removed(.titles, id, old.text(.primaryTitle, before)?.string)
            }
            compare(.ratings, ratings, id, before, after)
            compare(.episodes, episodes, id, before, after)
            credits.compare(id, before: before, after: after, log)
            if hasAlternatives { alternatives.compare(id, before: before, after: after, log) }
        }
    }

    /// Compares what a title may have or not: it is there when any of its values is.
    private func compare(
        _ kind: ChangeKind, _ fields: FieldComparison, _ id: String, _ before: UInt32?,
        _ after: UInt32?
    ) {
        if let before, let after {
            let changes = fields.changes(before, after)
            guard !changes.isEmpty else { return }
            if fields.hasValues(before, in: old) && fields.hasValues(after, in: new) {
                return log.changed(kind, id, changes)
            }
        }
        if let before, let values = fields.values(before, in: old) { log.removed(kind, id, values) }
        if let after, let values = fields.values(after, in: new) { log.added(kind, id, values) }
    }

    private func comparePeople() {
        let people = FieldComparison(
            old, new,
            columns: [
                ("birthYear", .birthYear), ("deathYear", .deathYear),
                ("primaryProfession", .professions),
            ], texts: [("primaryName", .name)])
        let (oldKnown, newKnown) = (
            old.adjacency(.knownForByPerson), new.adjacency(.knownForByPerson)
        )
        let (oldNumbers, newNumbers) = (old.column(.titleNumber), new.column(.titleNumber))
        forEachPair(.person) { number, before, after in
            let id = { NodeID(.person, number).description }
            if let before, let after {
                var changes = people.changes(before, after)
                let one = oldKnown.list(before)
                let other = newKnown.list(after)
                let isSame =
                    one.count == other.count
                    && one.indices.allSatisfy {
                        oldNumbers.stored(one[$0]) == newNumbers.stored(other[$0])
                    }
                if !isSame {
                    changes.append(
                        FieldChange(
                            name: "knownForTitles", old: ids(one, oldNumbers),
                            new: ids(other, newNumbers)))
                }
                if !changes.isEmpty { log.changed(.people, id(), changes) }
            } else if let after {
                log.added(.people, id(), new.text(.name, after)?.string)
            } else if let before {
                log.removed(.people, id(), old.text(.name, before)?.string)
            }
        }
    }

    /// Titles as the dumps list them; nil without any.
    private func ids(_ nodes: some Collection<UInt32>, _ numbers: ColumnView) -> String? {
        nodes.isEmpty
            ? nil
            : nodes.map { NodeID(.title, numbers.stored($0)).description }.joined(separator: ",")
    }

    /// Calls `body` with every public number of a label and its node on each side, ascending.
    private func forEachPair(_ label: Label, _ body: (UInt32, UInt32?, UInt32?) -> Void) {
        let column: Column = label == .title ? .titleNumber : .personNumber
        let (one, other) = (old.column(column), new.column(column))
        let (ends, otherEnds) = (UInt32(old.count(label)), UInt32(new.count(label)))
        var (left, right) = (UInt32(0), UInt32(0))
        while left < ends || right < otherEnds {
            let first = left < ends ? one.stored(left) : .max
            let second = right < otherEnds ? other.stored(right) : .max
            body(min(first, second), first <= second ? left : nil, second <= first ? right : nil)
            if first <= second { left += 1 }
            if second <= first { right += 1 }
        }
    }
}
