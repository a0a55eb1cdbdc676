internal import GraphModel

/// Walks the ranks that may be hits, ascending: those of the rarest word of a query.
struct Candidates {
    private let index: SearchIndex
    private let pattern: WordPattern
    private let bytes: Int
    private let isOnly: Bool

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
        isOnly = patterns.count == 1
    }

    /// Calls `body` with each rank, ascending and once, until it returns false.
    ///
    /// - Parameters:
    ///   - isShort: Whether `body` stops after a few hits: then, for a single frequent word, all
    ///     ranks are offered, hits or not, since the next hit is never far.
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
                try meter.add(1)
                guard try body(Int(rank)) else { return }
            }
        } else if isShort && isOnly && bytes > index.rankCount / 128 {
            for rank in 0..<index.rankCount {
                try meter.add(1)
                guard try body(rank) else { return }
            }
        } else {
            try forEachOfUnion(&meter, body)
        }
    }

    private func forEachOfUnion(
        _ meter: inout WorkMeter, _ body: (Int) throws(QueryError) -> Bool
    ) throws(QueryError) {
        var marks = [UInt64](repeating: 0, count: (index.rankCount + 63) / 64)
        for word in pattern.words {
            var reader = index.postings(word)
            try meter.add(Int(reader.remaining))
            while let rank = reader.next() { marks[Int(rank / 64)] |= 1 << UInt64(rank % 64) }
        }
        for place in marks.indices {
            var bits = marks[place]
            while bits != 0 {
                try meter.add(1)
                guard try body(place * 64 + bits.trailingZeroBitCount) else { return }
                bits &= bits - 1
            }
        }
    }
}
