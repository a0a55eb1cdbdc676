internal import GraphModel

/// title.crew: the directors and writers of each title, held until the principals are merged.
@safe final class CrewTable: @unchecked Sendable {  // filled by one thread, then only read
    private enum At {
        static let id = 0, directors = 1, writers = 2
    }

    /// Where the people of a title stand: its directors, then its writers.
    private struct Entry {
        var start: UInt32 = 0
        var directors: UInt32 = 0
        var writers: UInt32 = 0
    }

    /// By title; nobody where the file has no row.
    private var entries: [Entry]
    /// Numbers while the file is read, then dense ids, ``NumberSet/absent`` for nobody's.
    private var people: [UInt32] = []

    private init(titles: Int) { entries = [Entry](repeating: Entry(), count: titles) }

    /// Reads the file, nil when the load goes without it.
    static func read(
        _ context: LoadContext, titles: NodeTable, people: NodeTable
    ) throws(LoadError) -> CrewTable? {
        guard let reader = try context.reader(.crew) else { return nil }
        let started = monotonicSeconds()
        let table = CrewTable(titles: titles.count)
        let titleIDs = titles.ids
        var seen = NumberSet()
        var dangling = 0
        var leftOut = 0
        try reader.forEachRow { row throws(DumpReader.Stop) in
            try parsing { () throws(RowProblem) in
                let before = table.people.count
                do throws(RowProblem) {
                    let number = try row.id(At.id, .title)
                    var entry = Entry(start: UInt32(before))
                    entry.directors = try table.append(row, At.directors)
                    entry.writers = try table.append(row, At.writers)
                    guard seen.insert(number) else { throw RowProblem(At.id, .duplicateID) }
                    if let title = titleIDs.node(number) {
                        table.entries[Int(title)] = entry
                    } else {
                        if titles.isLeftOut(number) { leftOut += 1 } else { dangling += 1 }
                        table.people.removeSubrange(before...)
                    }
                } catch {
                    table.people.removeSubrange(before...)
                    throw error
                }
            }
        }
        people.ids.translate(&table.people)
        try context.note(
            reader, dangling: dangling, leftOut: leftOut, seconds: monotonicSeconds() - started)
        context.noteDanglingReferences(.crew, table.people.count { $0 == NumberSet.absent })
        return table
    }

    /// Adds the people of a column; how many there are.
    private func append(_ row: Row, _ column: Int) throws(RowProblem) -> UInt32 {
        let before = people.count
        unsafe try row.forEachPart(column) { part throws(RowProblem) in
            people.append(try unsafe Row.id(part, .person, column))
        }
        return UInt32(people.count - before)
    }

    /// Calls `body` with each director and writer of a title: the credit type, the place among
    /// those of that type, the person.
    @inline(__always)
    func forEach(_ title: UInt32, _ body: (CreditType, UInt32, UInt32) -> Void) {
        let entry = entries[Int(title)]
        var next = Int(entry.start)
        for (type, count) in [(CreditType.director, entry.directors), (.writer, entry.writers)] {
            var place: UInt32 = 0
            for person in people[next..<next + Int(count)] where person != NumberSet.absent {
                body(type, place, person)
                place += 1
            }
            next += Int(count)
        }
    }
}
