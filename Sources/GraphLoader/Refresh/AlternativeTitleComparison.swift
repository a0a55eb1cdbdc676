internal import GraphModel

/// The alternative titles of one title in two generations, each known by its ordering.
struct AlternativeTitleComparison {
    /// An alternative title without borrowed memory and codes.
    private struct Row: Equatable {
        let ordering: UInt32
        /// In the order of ``names``.
        let values: [String?]
    }

    private static let names = [
        "title", "region", "language", "types", "attributes", "isOriginalTitle",
    ]
    private let old: any GraphReading
    private let new: any GraphReading
    private let words: (old: [[String]], new: [[String]])
    /// The newer code of each older one, by list.
    private let codes: [[UInt32]]

    init(_ old: any GraphReading, _ new: any GraphReading) {
        self.old = old
        self.new = new
        let lists: [WordList] = [.regions, .languages, .akaTypes, .akaAttributes]
        words = (lists.map { old.words($0) }, lists.map { new.words($0) })
        codes = lists.map { newCodes(old, new, $0) }
    }

    /// Whether there is anything to compare at all.
    var isNeeded: Bool {
        old.statistics.alternativeTitles > 0 || new.statistics.alternativeTitles > 0
    }

    /// Compares the alternative titles of a title that at least one generation has.
    func compare(_ title: String, before: UInt32?, after: UInt32?, _ log: ChangeLog) {
        let (first, second) = (records(old, before), records(new, after))
        if first.count == second.count && zip(first, second).allSatisfy(isEqual) { return }
        merge(title, first.map { row($0, words.old) }, second.map { row($0, words.new) }, log)
    }

    /// Logs the rows of a title that differ.
    private func merge(_ title: String, _ left: [Row], _ right: [Row], _ log: ChangeLog) {
        var (one, other) = (0, 0)
        while one < left.count || other < right.count {
            let first = one < left.count ? UInt64(left[one].ordering) : .max
            let second = other < right.count ? UInt64(right[other].ordering) : .max
            let id = "\(title)/\(min(first, second))"
            if first < second {
                log.removed(.alternativeTitles, id, left[one].values[0])
            } else if second < first {
                log.added(.alternativeTitles, id, right[other].values[0])
            } else if left[one] != right[other] {
                let changes = zip(Self.names, zip(left[one].values, right[other].values))
                    .filter { $1.0 != $1.1 }
                log.changed(
                    .alternativeTitles, id,
                    changes.map { FieldChange(name: $0, old: $1.0, new: $1.1) })
            }
            if first <= second { one += 1 }
            if second <= first { other += 1 }
        }
    }

    private func records(_ graph: any GraphReading, _ title: UInt32?) -> [AlternativeTitle] {
        guard let title else { return [] }
        var records: [AlternativeTitle] = []
        graph.alternativeTitles.forEach(ofTitle: title) { records.append($0) }
        return records
    }

    /// Whether an older and a newer row say the same; most do, so nothing is copied.
    private func isEqual(_ one: AlternativeTitle, _ other: AlternativeTitle) -> Bool {
        func isSame(_ list: Int, _ before: UInt32?, _ after: UInt32?) -> Bool {
            guard let before, let after else { return before == after }
            return codes[list][Int(before)] == after
        }
        return one.ordering == other.ordering && one.isOriginal == other.isOriginal
            && areEqual(one.title, other.title) && isSame(0, one.region, other.region)
            && isSame(1, one.language, other.language) && isSame(2, one.types, other.types)
            && isSame(3, one.attributes, other.attributes)
    }

    private func row(_ record: AlternativeTitle, _ words: [[String]]) -> Row {
        let codes = [record.region, record.language, record.types, record.attributes]
        return Row(
            ordering: record.ordering,
            values: [record.title?.string]
                + zip(words, codes).map { words, code in code.map { words[Int($0)] } }
                + [record.isOriginal.map { $0 ? "1" : "0" }])
    }
}
