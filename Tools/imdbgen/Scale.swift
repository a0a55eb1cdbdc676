/// How many of everything a scale means; 1 is the snapshot of 2026-02-28.
package struct Scale: Sendable {
    /// Scales that are accepted: ids of more titles than twice the real number take nine digits.
    package static let range = 0.0001...2.0

    package let factor: Double

    package init(_ factor: Double) {
        precondition(Scale.range.contains(factor), "scale \(factor)")
        self.factor = factor
    }

    /// The part of a number at scale 1, at least `min`.
    func part(_ whole: Int, min: Int = 1) -> Int {
        max(min, Int((Double(whole) * factor).rounded()))
    }

    package var names: Int { part(15_122_182) }
    package var titles: Int { part(12_323_467) }
    package var alternativeTitles: Int { part(55_294_765) }
    package var crew: Int { titles + ghostTitles }
    package var episodes: Int { part(9_514_619) }
    package var principals: Int { part(98_073_271) }
    package var ratings: Int { part(1_641_397) }

    /// Titles that other files name and title.basics lacks.
    package var ghostTitles: Int { part(2_334, min: 2) }
    /// People that other files name and name.basics lacks.
    package var ghostPeople: Int { part(20_000, min: 5) }
    /// Titles of series and mini-series.
    var series: Int { part(368_000, min: 2) }
    /// Series that have episodes.
    var seriesWithEpisodes: Int { part(232_954) }
    /// Communities are countries by decades; small scales have fewer countries.
    var countries: Int { factor < 0.005 ? 6 : 30 }
}
