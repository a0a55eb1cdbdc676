import GraphModel
import GraphQuery

/// EPISODES, AKAS: what belongs to one title.
extension GraphCommand {
    static let episodes = GraphCommand(
        "EPISODES", "tt…", arity: 1...1, options: [.season] + CommandOption.page, cost: .search,
        summary: "The episodes of a series, by season and number.",
        example: "EPISODES tt0903747 SEASON 1"
    ) { question, writer throws(RequestError) in
        let series = try question.node(.title, at: 1)
        let list = question.graph.adjacency(.episodesBySeries).list(series)
        let seasons = question.graph.column(.season)
        let numbers = question.graph.column(.episode)
        var places = 0..<list.count
        if let season = question.arguments.integer(.season) {
            // Sorted by season, absent ones last: the stored "absent" is the largest value.
            let first = list.partition { Int(seasons.stored($0)) < season }
            places = first..<list.partition { Int(seasons.stored($0)) <= season }
        }
        let page = question.page
        let start = min(places.lowerBound + page.offset, places.upperBound)
        let end = start + min(page.limit, places.upperBound - start)
        let episodes = list.slice(start..<end)
        try question.rows("episodes", total: places.count, episodes, into: &writer) {
            episode, writer in
            writer.key("season")
            writer.integer(seasons[episode])
            writer.key("episode")
            writer.integer(numbers[episode])
            question.node(.title, episode, into: &writer)
        }
    }

    static let alternativeTitles = GraphCommand(
        "AKAS", "tt…", arity: 1...1, cost: .point,
        summary: "The names of a title in regions and languages.", example: "AKAS tt0112384"
    ) { question, writer throws(RequestError) in
        let title = try question.node(.title, at: 1)
        let view = question.graph.alternativeTitles
        var total = 0
        view.forEach(ofTitle: title) { _ in total += 1 }
        writer.beginMap()
        writer.key("total")
        writer.integer(total)
        writer.key("akas")
        writer.beginArray(total)
        view.forEach(ofTitle: title) { alternative in
            writer.alternativeTitle(alternative, question.handle.vocabulary)
        }
        writer.endArray()
        writer.endMap()
    }
}

extension ReplyWriter {
    fileprivate mutating func alternativeTitle(
        _ alternative: AlternativeTitle, _ vocabulary: Vocabulary
    ) {
        beginMap()
        key("title")
        string(alternative.title)
        key("region")
        word(alternative.region, of: vocabulary.regions)
        key("language")
        word(alternative.language, of: vocabulary.languages)
        key("types")
        words(alternative.types, of: vocabulary.akaTypes)
        key("attributes")
        words(alternative.attributes, of: vocabulary.akaAttributes)
        key("original")
        if let original = alternative.isOriginal { boolean(original) } else { null() }
        endMap()
    }

    private mutating func word(_ code: UInt32?, of words: [String]) {
        guard let code else { return null() }
        string(words[Int(code)])
    }

    private mutating func words(_ code: UInt32?, of lists: [[String]]) {
        guard let code else { return null() }
        strings(lists[Int(code)])
    }
}

extension NeighborList {
    /// The first place whose node fails a test that holds for a head of the list and for nothing
    /// after it.
    fileprivate func partition(_ isBefore: (UInt32) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
