/// Which titles there are, in text order: their ids, types, and what belongs together.
///
/// Rows of a series' season lie side by side, as its ids were given out together; seasons and runs
/// of other titles are mixed.
struct TitlePlan {
    /// Titles that lie side by side and share people.
    struct Segment {
        /// Number of the series whose episodes these are, nil for other titles.
        let series: Int?
        /// The series' episodes before these.
        let episodesBefore: Int
        let count: Int
    }

    /// Numbers in text order of the ids, ghosts included.
    let numbers: [UInt32]
    /// Whether title.basics lacks it.
    let isGhost: [Bool]
    /// Places of the ghosts.
    let ghosts: [Int]
    let types: [Vocabulary.TitleType]
    let segments: [Segment]
    /// The title of each series, by number of the series.
    let seriesTitles: [UInt32]

    init(scale: Scale, seed: UInt64) {
        var random = Random(seed: Random.mix(seed, 1))
        let count = scale.titles + scale.ghostTitles
        numbers = Identifiers.choose(count, max: 37_830_000, scale: scale, &random)
        var sample = ExactSample(scale.ghostTitles, of: count)
        isGhost = (0..<count).map { _ in sample.takes(&random) }
        ghosts = isGhost.indices.filter { [isGhost] place in isGhost[place] }
        let singles = count - scale.episodes
        precondition(singles >= scale.series, "too few titles for the series")
        segments = TitlePlan.segments(scale: scale, singles: singles, &random)

        var types = [Vocabulary.TitleType](repeating: .tvEpisode, count: count)
        var seriesTitles: [UInt32] = []
        var seriesSample = ExactSample(scale.series, of: singles)
        let weights = Vocabulary.singleTypes.map(\.weight)
        let total = weights.reduce(0, +)
        var title = 0
        for segment in segments {
            if segment.series == nil {
                for place in title..<title + segment.count {
                    guard seriesSample.takes(&random) else {
                        types[place] =
                            Vocabulary.singleTypes[random.pick(weights, total: total)].type
                        continue
                    }
                    types[place] = random.chance(0.18) ? .tvMiniSeries : .tvSeries
                    seriesTitles.append(UInt32(place))
                }
            }
            title += segment.count
        }
        self.types = types
        self.seriesTitles = seriesTitles
    }

    private static func segments(
        scale: Scale, singles: Int, _ random: inout Random
    ) -> [Segment] {
        var segments: [Segment] = []
        for (series, count) in episodeCounts(scale: scale, &random).enumerated() {
            var before = 0
            while before < count {
                let part = min(count - before, 12 + random.below(60))
                segments.append(Segment(series: series, episodesBefore: before, count: part))
                before += part
            }
        }
        var left = singles
        while left > 0 {
            let part = min(left, 1 + random.count(mean: 1.2))
            segments.append(Segment(series: nil, episodesBefore: 0, count: part))
            left -= part
        }
        for place in stride(from: segments.count - 1, to: 0, by: -1) {
            segments.swapAt(place, random.below(place + 1))
        }
        return segments
    }

    /// Episodes of each series: the tail falls with the square, the sum is exact.
    private static func episodeCounts(scale: Scale, _ random: inout Random) -> [Int] {
        let countMax = min(15_900, scale.episodes / 80 + 60)
        var counts = (0..<scale.seriesWithEpisodes).map { _ in
            max(1, min(countMax, Int(4.2 / (1 - random.unit()))))
        }
        var left = scale.episodes - counts.reduce(0, +)
        while left != 0 {
            let series = random.below(counts.count)
            let part =
                left > 0
                ? min(left, counts[series], countMax - counts[series])
                : -min(-left, counts[series] / 2)
            counts[series] += part
            left -= part
        }
        return counts
    }
}
