import GraphModel

/// STATS: how much of everything there is.
extension GraphCommand {
    static let statistics = GraphCommand(
        "STATS", "", arity: 0...0, cost: .point,
        summary: "How many titles, people and credits there are, by type.", example: "STATS"
    ) { question, writer throws(RequestError) in
        let statistics = question.graph.statistics
        let vocabulary = question.handle.vocabulary
        writer.beginMap()
        writer.key("generation")
        writer.string(question.handle.generation)
        writer.key("titles")
        writer.integer(question.graph.count(.title))
        writer.key("people")
        writer.integer(question.graph.count(.person))
        writer.key("credits")
        writer.integer(statistics.creditCount)
        writer.key("titleTypes")
        writer.counts(zip(vocabulary.titleTypes, statistics.titlesByType))
        writer.key("categories")
        writer.counts(zip(vocabulary.categories, statistics.credits))
        writer.key("relationships")
        writer.counts(relationships(statistics))
        writer.key("crewOnlyCredits")
        writer.integer(statistics.crewOnlyCredits)
        writer.key("alternativeTitles")
        writer.integer(statistics.alternativeTitles)
        writer.key("ratedTitles")
        writer.integer(statistics.ratedTitles)
        writer.key("titleCreditsMax")
        writer.integer(statistics.titleCreditsMax)
        writer.key("personCreditsMax")
        writer.integer(statistics.personCreditsMax)
        writer.key("components")
        writer.integer(statistics.components)
        writer.key("largestComponent")
        writer.integer(question.graph.components.largest)
        writer.endMap()
    }

    /// Edges by relationship type, in the order of the first category of each.
    private static func relationships(_ statistics: GraphStatistics) -> [(String, Int)] {
        var counts: [(String, Int)] = []
        for (code, count) in statistics.credits.enumerated() {
            let name = CreditType(rawValue: UInt8(code)).relationship
            if let place = counts.firstIndex(where: { $0.0 == name }) {
                counts[place].1 += count
            } else {
                counts.append((name, count))
            }
        }
        return counts + [("KNOWN_FOR", statistics.knownFor), ("EPISODE_OF", statistics.episodes)]
    }
}

extension ReplyWriter {
    /// Writes counts by name, without those that are 0.
    fileprivate mutating func counts(_ counts: some Sequence<(String, Int)>) {
        beginMap()
        for (name, count) in counts where count > 0 {
            key(name)
            integer(count)
        }
        endMap()
    }
}
