internal import GraphModel

/// The words of an index that one word of a query stands for.
struct WordPattern {
    /// The word itself, nil when no name has it.
    private(set) var exact: UInt32?
    /// For the last word: every word that begins with it.
    private(set) var beginnings: Range<UInt32> = 0..<0
    /// Words a few edits away, ascending.
    private(set) var near: [NearWord] = []

    /// Whether no name can hold it.
    var isEmpty: Bool { exact == nil && beginnings.isEmpty && near.isEmpty }

    init(
        _ word: [UInt8], mayBegin: Bool, admitsTypos: Bool, _ index: SearchIndex,
        _ meter: inout WorkMeter
    ) throws(QueryError) {
        exact = index.number(of: word)
        if mayBegin { beginnings = index.words(beginningWith: word) }
        let editsMax = SearchQuery.editsMax(word)
        if admitsTypos && editsMax > 0 {
            near = try NearWords.find(word, editsMax: editsMax, in: index, &meter)
        }
    }

    /// What it costs to take a word of a name for this one: 0 as it is, 1 as its beginning, 1 + n
    /// for n edits; nil when it is another word.
    @inline(__always)
    func cost(_ word: UInt32) -> Int? {
        if word == exact { return 0 }
        if beginnings.contains(word) { return 1 }
        if near.isEmpty { return nil }
        var low = 0
        var high = near.count
        while low < high {
            let middle = (low + high) / 2
            if near[middle].word < word { low = middle + 1 } else { high = middle }
        }
        return low < near.count && near[low].word == word ? 1 + near[low].edits : nil
    }

    /// Bytes of the posting lists of all its words.
    func postingBytes(_ index: SearchIndex) -> Int {
        var bytes = index.postingBytes(beginnings)
        if let exact, beginnings.isEmpty { bytes += index.postingBytes(exact..<exact + 1) }
        for word in near { bytes += index.postingBytes(word.word..<word.word + 1) }
        return bytes
    }

    /// The only word, nil when there are several.
    var onlyWord: UInt32? {
        guard near.isEmpty else { return nil }
        if beginnings.isEmpty { return exact }
        return beginnings.count == 1 ? beginnings.lowerBound : nil
    }

    /// Every word, in no order, some perhaps twice.
    var words: [UInt32] {
        Array(beginnings) + (beginnings.isEmpty ? exact.map { [$0] } ?? [] : []) + near.map(\.word)
    }
}
