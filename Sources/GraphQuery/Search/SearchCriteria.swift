public import GraphModel

/// Which titles a search may find.
public struct TitleCriteria: Sendable {
    private let test: TitleTest
    private let excluded: Set<UInt32>

    /// The filters of a scope that look at titles; its roles have no part here.
    public init(_ scope: Scope, _ graph: any GraphReading) {
        test = TitleTest(TitleFilter(scope), graph)
        excluded = scope.excludedTitles
    }

    /// Whether a title may be found.
    public func admits(_ title: UInt32) -> Bool {
        !excluded.contains(title) && test.admits(title)
    }
}

/// Which people a search may find.
public struct PersonCriteria: Sendable {
    private let professions: ColumnView
    /// By code of a list of professions; nil is any.
    private let listPasses: [Bool]?
    private let excluded: Set<UInt32>

    /// People with one of some professions, nil for any, but for those excluded.
    public init(professions: Set<String>?, excluded: Set<UInt32>, _ graph: any GraphReading) {
        self.professions = graph.column(.professions)
        self.excluded = excluded
        listPasses = professions.map { wanted in
            graph.words(.professionLists).map { list in
                list.split(separator: ",").contains { wanted.contains(String($0)) }
            }
        }
    }

    /// Whether a person may be found.
    public func admits(_ person: UInt32) -> Bool {
        guard !excluded.contains(person) else { return false }
        guard let listPasses else { return true }
        return professions[person].map { listPasses[Int($0)] } ?? false
    }
}
