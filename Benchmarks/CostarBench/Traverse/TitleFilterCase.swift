import GraphModel
import GraphQuery

/// A filter of titles, as a scope and told from the columns by hand.
struct TitleFilterCase {
    let name: String
    let scope: Scope
    private let admits: (UInt32) -> Bool

    /// A byte per title: whether it passes.
    func bytes(_ graph: any GraphReading) -> [UInt8] {
        (0..<UInt32(graph.count(.title))).map { admits($0) ? 1 : 0 }
    }

    /// One filter of each kind, and one of all.
    static func all(_ graph: any GraphReading, _ movies: Set<UInt32>) -> [TitleFilterCase] {
        let years = graph.column(.startYear)
        let votes = graph.column(.votes)
        let adult = graph.column(.adult)
        let types = graph.column(.titleType)
        let genres = graph.column(.genres)
        let dramas = graph.words(.genreLists).map { $0.split(separator: ",").contains("Drama") }
        func make(
            _ name: String, _ change: (inout Scope) -> Void, _ admits: @escaping (UInt32) -> Bool
        ) -> TitleFilterCase {
            var scope = Scope(roles: .all)
            change(&scope)
            return TitleFilterCase(name: name, scope: scope, admits: admits)
        }
        return [
            make("SINCE 2000", { $0.since = 2_000 }, { years[$0].map { $0 >= 2_000 } ?? false }),
            make("UNTIL 1999", { $0.until = 1_999 }, { years[$0].map { $0 < 2_000 } ?? false }),
            make("TYPE movie", { $0.titleTypes = movies }, { movies.contains(types.stored($0)) }),
            make(
                "GENRE Drama", { $0.genres = ["Drama"] },
                { genres[$0].map { dramas[Int($0)] } ?? false }),
            make("MINVOTES 100", { $0.votesMin = 100 }, { votes[$0] ?? 0 >= 100 }),
            make("ADULT no", { $0.includesAdult = false }, { adult[$0] != 1 }),
            make(
                "TYPE movie SINCE 1990 MINVOTES 10 ADULT no",
                {
                    $0.titleTypes = movies
                    $0.since = 1_990
                    $0.votesMin = 10
                    $0.includesAdult = false
                },
                {
                    movies.contains(types.stored($0)) && years[$0] ?? 0 >= 1_990
                        && votes[$0] ?? 0 >= 10 && adult[$0] != 1
                }),
        ]
    }
}
