/// Rows of title.akas: the original title, then titles by region.
struct AlternativeTitleRows {
    private var rowsLeft: Int
    private var titlesLeft: Int
    private let perTitle: Double

    /// What regions call an episode, in the order of ``Vocabulary/regions``.
    private static let episodeWords = [
        "Episode #", "Folge #", "Épisode #", "エピソード #", "एपिसोड #", "Episodio #", "Episodio #",
        "Episódio #",
    ]
    /// Titles at the end that bring the rows in line.
    private static let exactTitles = 64

    init(rows: Int, titles: Int) {
        rowsLeft = rows
        titlesLeft = titles
        perTitle = Double(rows) / Double(titles)
    }

    mutating func write(
        _ number: UInt32, names: SeasonTraits.Names, traits: SeasonTraits, words: Words,
        to file: DumpWriter, _ random: inout Random
    ) throws(GeneratorError) {
        let behind = Double(rowsLeft) - perTitle * Double(titlesLeft)
        let steer = min(max(behind / 500, -1), 1.5)
        var rows = 1
        if titlesLeft <= AlternativeTitleRows.exactTitles {
            rows = rowsLeft / titlesLeft
        } else if traits.series != nil {
            // Most regions that show a series show every episode.
            rows = max(1, traits.regions - random.below(2) + Int((steer * 2).rounded()))
        } else {
            rows = 1 + random.count(mean: max(0.1, 2.6 + steer))
        }
        if random.chance(0.000_005) { rows += 100 + random.below(100) }
        rows = min(rows, rowsLeft - titlesLeft + 1)
        for ordering in 1...max(1, rows) {
            try writeRow(
                number, ordering: ordering, names: names, traits: traits, words: words, to: file,
                &random)
        }
        rowsLeft -= max(1, rows)
        titlesLeft -= 1
    }

    private func writeRow(
        _ number: UInt32, ordering: Int, names: SeasonTraits.Names, traits: SeasonTraits,
        words: Words, to file: DumpWriter, _ random: inout Random
    ) throws(GeneratorError) {
        let isOriginal = ordering == 1
        file.text.append(title: number)
        file.text.appendTab()
        file.text.append(number: ordering)
        file.text.appendTab()
        let region = (ordering * 7 + traits.regions) % Vocabulary.regions.count
        if random.chance(0.000_000_8) {
            file.text.appendNull()
        } else if isOriginal {
            file.text.append(names.original)
        } else {
            file.text.append(name(region, names: names, traits: traits, words: words, &random))
        }
        file.text.appendTab()
        appendPlace(isOriginal ? nil : region, to: file, &random)
        file.text.appendTab()
        appendTypes(isOriginal: isOriginal, to: file, &random)
        file.text.appendTab()
        if random.chance(0.006) {
            file.text.append(
                Vocabulary.attributes[random.leaning(Vocabulary.attributes.count)])
        } else {
            file.text.appendNull()
        }
        file.text.appendTab()
        file.text.append(UInt8(ascii: isOriginal ? "1" : "0"))
        try file.endRow()
    }

    private func name(
        _ region: Int, names: SeasonTraits.Names, traits: SeasonTraits, words: Words,
        _ random: inout Random
    ) -> [UInt8] {
        if names.primary.starts(with: "Episode #".utf8) {
            let word = AlternativeTitleRows.episodeWords[
                region % AlternativeTitleRows.episodeWords.count]
            return Array(word.utf8) + names.primary.dropFirst("Episode #".utf8.count)
        }
        guard random.chance(0.5) else { return names.primary }
        var name: [UInt8] = []
        words.appendTitle(&random, family: region % Words.families, to: &name)
        return name
    }

    /// Region and language.
    private func appendPlace(_ region: Int?, to file: DumpWriter, _ random: inout Random) {
        guard let region else {
            file.text.appendNull()
            file.text.appendTab()
            file.text.appendNull()
            return
        }
        file.text.append(Vocabulary.regions[region])
        file.text.appendTab()
        if random.chance(0.86) {
            file.text.append(Vocabulary.languages[region % Vocabulary.languages.count])
        } else {
            file.text.appendNull()
        }
    }

    private func appendTypes(isOriginal: Bool, to file: DumpWriter, _ random: inout Random) {
        if isOriginal {
            file.text.append("original")
        } else if random.chance(0.115) {
            let types = Vocabulary.alternativeTypes
            file.text.append(types[random.skewed(types.count)])
            if random.chance(0.002) {
                file.text.append(Text.partSeparator)
                file.text.append(types[random.below(types.count)])
            }
        } else {
            file.text.appendNull()
        }
    }
}
