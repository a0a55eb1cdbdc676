internal import GraphModel

/// title.ratings, read before the titles are known and applied to them later.
struct RatingsStage: Sendable {
    private enum At {
        static let id = 0, rating = 1, votes = 2
    }

    private var numbers: [UInt32] = []
    private var ratings: [UInt16] = []
    private var votes: [UInt32] = []

    /// Reads the file, nil when the load goes without it.
    static func read(_ context: LoadContext) throws(LoadError) -> RatingsStage? {
        guard let reader = try context.reader(.ratings) else { return nil }
        let started = monotonicSeconds()
        var stage = RatingsStage()
        var seen = NumberSet()
        try reader.forEachRow { row throws(DumpReader.Stop) in
            try parsing { () throws(RowProblem) in
                let number = try row.id(At.id, .title)
                let rating = try row.rating(At.rating)
                let votes = try row.number(At.votes, max: Column.votes.absent - 1)
                guard seen.insert(number) else { throw RowProblem(At.id, .duplicateID) }
                stage.numbers.append(number)
                stage.ratings.append(UInt16(rating ?? 65_535))
                stage.votes.append(votes ?? .max)
            }
        }
        try context.note(reader, dangling: 0, seconds: monotonicSeconds() - started)
        return stage
    }

    /// Writes ratings and votes into the titles' records; ratings of nobody are dangling.
    func apply(to table: NodeTable, _ context: LoadContext) {
        var dangling = 0
        var leftOut = 0
        for index in numbers.indices {
            guard let node = table.ids.node(numbers[index]) else {
                if table.isLeftOut(numbers[index]) { leftOut += 1 } else { dangling += 1 }
                continue
            }
            let record = unsafe table.record(node)
            unsafe record.store(ratings[index], TitleRecord.rating)
            unsafe record.store(votes[index], TitleRecord.votes)
        }
        context.noteDanglingRows(.ratings, dangling, leftOut: leftOut)
    }
}
