internal import GraphModel

/// title.crew: the directors and writers of each title, held until the principals are merged.
@safe final class CrewTable: @unchecked Sendable {  // filled by one thread, then only read
    private enum At {
        static let id = 0, directors = 1, writers = 2
    }

    /// For each title: 0, or where its entry starts in `entries`.
    private var starts: [UInt32]
    /// Per title: number of directors, number of writers, then their dense ids.
    private var entries: [UInt32] = [0]

    private init(titles: Int) { starts = [UInt32](repeating: 0, count: titles) }

    /// Reads the file, nil when the load goes without it.
    static func read(
        _ context: LoadContext, titles: NodeTable, people: NodeTable
    ) throws(LoadError) -> CrewTable? {
        guard let reader = try context.reader(.crew) else { return nil }
        let started = monotonicSeconds()
        let table = CrewTable(titles: titles.count)
        let (titleIDs, personIDs) = (titles.ids, people.ids)
        var seen = NumberSet()
        var danglingRows = 0
        var danglingReferences = 0
        try reader.forEachRow { row throws(DumpReader.Stop) in
            try parsing { () throws(RowProblem) in
                let number = try row.id(At.id, .title)
                let before = table.entries.count
                table.entries.append(0)
                table.entries.append(0)
                do throws(RowProblem) {
                    var missing = 0
                    for (place, column) in [At.directors, At.writers].enumerated() {
                        unsafe try row.forEachPart(column) { part throws(RowProblem) in
                            let person = try unsafe Row.id(part, .person, column)
                            guard let node = personIDs.node(person) else {
                                missing += 1
                                return
                            }
                            table.entries.append(node)
                            table.entries[before + place] += 1
                        }
                    }
                    guard seen.insert(number) else { throw RowProblem(At.id, .duplicateID) }
                    guard let title = titleIDs.node(number) else {
                        danglingRows += 1
                        table.entries.removeSubrange(before...)
                        return
                    }
                    danglingReferences += missing
                    if table.entries.count == before + 2 {
                        table.entries.removeSubrange(before...)
                    } else {
                        table.starts[Int(title)] = UInt32(before)
                    }
                } catch {
                    table.entries.removeSubrange(before...)
                    throw error
                }
            }
        }
        context.note(reader, dangling: danglingRows, seconds: monotonicSeconds() - started)
        context.noteDanglingReferences(.crew, danglingReferences)
        return table
    }

    /// Calls `body` with each director and writer of a title: the credit type, the place among
    /// those of that type, the person.
    @inline(__always)
    func forEach(_ title: UInt32, _ body: (CreditType, UInt32, UInt32) -> Void) {
        let start = Int(starts[Int(title)])
        guard start > 0 else { return }
        let directors = entries[start]
        let writers = entries[start + 1]
        for place in 0..<directors { body(.director, place, entries[start + 2 + Int(place)]) }
        for place in 0..<writers {
            body(.writer, place, entries[start + 2 + Int(directors + place)])
        }
    }
}
