internal import GraphModel
internal import GraphStore

/// title.episode: the series, season and number of each episode, and each series' episodes.
enum EpisodesStage {
    private enum At {
        static let id = 0, parent = 1, season = 2, episode = 3
    }

    /// An episode on its way to its series' list; sorts as the list is sorted.
    private struct Entry {
        let parent: UInt32
        let season: UInt32
        let episode: UInt32
        let title: UInt32

        static func precedes(_ left: Entry, _ right: Entry) -> Bool {
            (left.parent, left.season, left.episode, left.title)
                < (right.parent, right.season, right.episode, right.title)
        }
    }

    /// Reads the file and writes its tables; how many episodes there are.
    static func write(_ titles: NodeTable, _ context: LoadContext) throws(LoadError) -> Int {
        guard let reader = try context.reader(.episodes) else { return 0 }
        let started = monotonicSeconds()
        let ids = titles.ids
        var seen = NumberSet()
        var entries: [Entry] = []
        var dangling = 0
        var leftOut = 0
        try reader.forEachRow { row throws(DumpReader.Stop) in
            try parsing { () throws(RowProblem) in
                let number = try row.id(At.id, .title)
                let parentNumber = try row.id(At.parent, .title)
                let season = try row.number(At.season, max: Column.season.absent - 1)
                let episode = try row.number(At.episode, max: Column.episode.absent - 1)
                guard seen.insert(number) else { throw RowProblem(At.id, .duplicateID) }
                guard let title = ids.node(number), let parent = ids.node(parentNumber) else {
                    if titles.isLeftOut(number) || titles.isLeftOut(parentNumber) {
                        leftOut += 1
                    } else {
                        dangling += 1
                    }
                    return
                }
                entries.append(
                    Entry(
                        parent: parent, season: season ?? .max, episode: episode ?? .max,
                        title: title))
            }
        }
        try context.note(
            reader, dangling: dangling, leftOut: leftOut, seconds: monotonicSeconds() - started)
        entries.sort { $0.title < $1.title }
        try writeColumns(entries, context)
        entries.sort(by: Entry.precedes)
        try writeLists(entries, titles: titles.count, context)
        return entries.count
    }

    private static func writeColumns(
        _ entries: [Entry], _ context: LoadContext
    ) throws(LoadError) {
        var columns = ColumnBlockBuilder(.episode)
        for (index, entry) in entries.enumerated() {
            let slot = Schema.slot(of: entry.title)
            columns.set(.parent, slot: slot, to: entry.parent)
            columns.set(.season, slot: slot, to: min(entry.season, Column.season.absent))
            columns.set(.episode, slot: slot, to: entry.episode)
            let block = Schema.block(of: entry.title)
            let isLast =
                index == entries.count - 1 || Schema.block(of: entries[index + 1].title) != block
            if isLast { try context.put(columns.finish(), block: block, in: .columns(.episode)) }
        }
    }

    private static func writeLists(
        _ entries: [Entry], titles: Int, _ context: LoadContext
    ) throws(LoadError) {
        var lists = AdjacencyBlockBuilder(isTyped: false)
        var next = 0
        for title in 0..<UInt32(titles) {
            while next < entries.count && entries[next].parent == title {
                lists.append(entries[next].title)
                next += 1
            }
            lists.endList()
            if Schema.slot(of: title) == Schema.nodesPerBlock - 1 || Int(title) == titles - 1 {
                try context.putLists(&lists, block: Schema.block(of: title), in: .episodesBySeries)
            }
        }
    }
}
