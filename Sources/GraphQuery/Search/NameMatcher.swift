internal import GraphModel

/// Tells whether the names of a rank hold every word of a query, and how closely.
struct NameMatcher {
    private let patterns: [WordPattern]
    private let index: SearchIndex
    /// The cheapest way found to take each word, by place in the query.
    private var costs: [Int]

    private static let missing = Int.max

    init(_ patterns: [WordPattern], _ index: SearchIndex) {
        self.patterns = patterns
        self.index = index
        costs = [Int](repeating: NameMatcher.missing, count: patterns.count)
    }

    /// How closely the names of a rank fit; nil when a word is missing.
    ///
    /// - Complexity: O(words of the names × words of the query).
    mutating func match(rank: Int) -> Exactness? {
        for place in costs.indices { costs[place] = NameMatcher.missing }
        var isWhole = false
        var length = 0
        var isSame = true
        var reader = index.names(rank: rank).reader
        while let value = reader.variable() {
            guard value > 0 else {
                isWhole = isWhole || isSame && length == patterns.count
                length = 0
                isSame = true
                continue
            }
            let word = value - 1
            isSame = isSame && length < patterns.count && patterns[length].exact == word
            length += 1
            for place in patterns.indices where costs[place] > 0 {
                if let cost = patterns[place].cost(word) { costs[place] = min(costs[place], cost) }
            }
        }
        if isWhole { return Exactness(level: 0) }
        var level = 1
        var edits = 0
        for cost in costs {
            if cost == NameMatcher.missing { return nil }
            if cost == 1 { level = 2 }
            if cost > 1 { edits += cost - 1 }
        }
        return Exactness(level: edits > 0 ? 2 + edits : level)
    }
}
