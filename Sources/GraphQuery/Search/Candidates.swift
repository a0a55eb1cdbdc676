internal import GraphModel

/// Walks the ranks that may be hits, ascending: those of the rarest word of a query.
struct Candidates {
    private let index: SearchIndex
    private let pattern: WordPattern
    private let bytes: Int
    /// Words of the query: what looking at a rank costs.
    private let wordCount: Int

    /// Ranks that are offered, hits or not, before the lists of a frequent beginning are united.
    private static let triedRanks = 16_384

    /// Picks the word with the shortest posting lists; several lists to unite count four times.
    init(_ patterns: [WordPattern], _ index: SearchIndex) {
        precondition(!patterns.isEmpty, "no word to look for")
        var best = (cost: Int.max, bytes: 0, place: 0)
        for (place, pattern) in patterns.enumerated() {
            let bytes = pattern.postingBytes(index)
            let cost = pattern.onlyWord == nil ? bytes * 4 : bytes
            if cost < best.cost { best = (cost, bytes, place) }
        }
        self.index = index
        pattern = patterns[best.place]
        bytes = best.bytes
        wordCount = patterns.count
    }

    /// Calls `body` with each rank, ascending and once, until it returns false.
    ///
    /// - Parameters:
    ///   - isShort: Whether `body` stops after a few hits: then, for a single frequent beginning,
    ///     the best known ranks are offered first, hits or not, since a hit is probably near.
    ///   - meter: Counts the ranks.
    ///   - body: Whether to go on.
    /// - Throws: When the question was cut off.
    func forEach(
        isShort: Bool, _ meter: inout WorkMeter,
        _ body: (Int) throws(QueryError) -> Bool
    ) throws(QueryError) {
        if let word = pattern.onlyWord {
            var reader = index.postings(word)
            while let rank = reader.next() {
                try meter.add(wordCount)
                guard try body(Int(rank)) else { return }
            }
            return
        }
        var tried = 0
        if isShort && wordCount == 1 && bytes > index.rankCount / 128 {
            tried = min(index.rankCount, Candidates.triedRanks)
            for rank in 0..<tried {
                try meter.add(wordCount)
                guard try body(rank) else { return }
            }
        }
        if tried < index.rankCount { try forEachOfUnion(from: tried, &meter, body) }
    }

    private func forEachOfUnion(
        from first: Int, _ meter: inout WorkMeter, _ body: (Int) throws(QueryError) -> Bool
    ) throws(QueryError) {
        var marks = [UInt64](repeating: 0, count: (index.rankCount + 63) / 64)
        for word in pattern.words {
            var reader = index.postings(word)
            try meter.add(Int(reader.remaining))
            while let rank = reader.next() { marks[Int(rank / 64)] |= 1 << UInt64(rank % 64) }
        }
        for place in first / 64..<marks.count {
            var bits = marks[place]
            if place == first / 64 { bits &= .max << UInt64(first % 64) }
            while bits != 0 {
                try meter.add(wordCount)
                guard try body(place * 64 + bits.trailingZeroBitCount) else { return }
                bits &= bits - 1
            }
        }
    }
}
