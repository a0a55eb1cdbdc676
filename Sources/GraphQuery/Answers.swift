public import GraphModel

/// Which rows of a longer list are wanted.
public struct Page: Hashable, Sendable {
    /// Rows to leave out first.
    public var offset: Int
    /// Rows at most.
    public var limit: Int

    /// Rows `offset ..< offset + limit`.
    public init(offset: Int = 0, limit: Int = 10) {
        precondition(offset >= 0 && limit >= 0, "a page starts at 0 or later")
        self.offset = offset
        self.limit = limit
    }

    /// The part of `0 ..< count` on this page.
    func range(of count: Int) -> Range<Int> {
        let start = min(offset, count)
        return start..<start + min(limit, count - start)
    }
}

/// One credit: dense ids, and where its payload stands.
public struct CreditReference: Hashable, Sendable {
    /// The title.
    public let title: UInt32
    /// The person.
    public let person: UInt32
    /// As what.
    public let type: CreditType
    /// The place in the title's list of ``Relation/creditsByTitle``, and so in its payloads.
    public let place: Int
}

/// One row of CAST or FILMOGRAPHY.
public struct CreditRow: Sendable {
    /// Who, where, as what.
    public let credit: CreditReference
    /// Ordering, job and characters; valid as long as the graph.
    public let payload: CreditPayload
}

/// A page of credits.
public struct CreditPage: Sendable {
    /// Credits in scope, before paging.
    public let total: Int
    /// The rows of the page.
    public let rows: [CreditRow]
}

/// Directors and writers of a title: those with an ordering first, by it, then those that only
/// title.crew names, in its order.
public struct CrewAnswer: Sendable {
    /// Credits of type `director`.
    public let directors: [CreditReference]
    /// Credits of type `writer`.
    public let writers: [CreditReference]
}

/// The order of FILMOGRAPHY: descending, none last, then title number, then credit type.
public enum FilmographySort: String, CaseIterable, Sendable {
    case year, votes, rating
}

/// A page of co-stars.
public struct CostarPage: Sendable, Equatable {
    /// One co-star.
    public struct Row: Sendable, Equatable {
        /// The person.
        public let person: UInt32
        /// Distinct titles shared in scope.
        public let shared: Int
        /// The shared titles with most votes, then the lowest number; as many as asked for.
        public let titles: [UInt32]
    }

    /// Co-stars that share enough titles, before paging.
    public let total: Int
    /// The rows of the page: most shared first, then by number.
    public let rows: [Row]
}

/// Which of the shortest chains come first.
public enum ChainOrder: Sendable {
    /// The lowest numbers of people, from the start on.
    case numbers
    /// The largest product of 1 + votes over the titles of the hops, which are those with most
    /// votes; equal ones by numbers of people. The product is told by the sum of logarithms of base
    /// 2, each rounded to a multiple of 2⁻²⁴.
    case votes
}

/// How far apart two people are.
public struct DegreesAnswer: Sendable, Equatable {
    /// A chain of people, each sharing a title in scope with the next.
    public struct Chain: Sendable, Equatable {
        /// From the first to the last, one more than titles.
        public let people: [UInt32]
        /// For each hop the shared title with most votes, then the lowest number.
        public let titles: [UInt32]
    }

    /// Why there is no chain.
    public enum Reason: Sendable {
        /// No chain of any length.
        case notConnected
        /// Connected, by chains longer than the maximum.
        case beyondMaximum
    }

    /// Titles on the shortest chain; 0 for oneself, nil when there is no chain.
    public let degrees: Int?
    /// Why ``degrees`` is nil.
    public let reason: Reason?
    /// Shortest chains, as many as asked for, in the ``ChainOrder`` asked for.
    public let chains: [Chain]
    /// The number of distinct shortest chains of people when it was asked for: 1 for oneself, 0
    /// when there is none, `UInt64.max` when ``countSaturated``.
    public let count: UInt64?
    /// Whether the number of chains does not fit ``count``.
    public let countSaturated: Bool
}

/// How many people are how far from one.
public struct DistancesAnswer: Sendable, Equatable {
    /// People at one distance.
    public struct Level: Sendable, Equatable {
        /// Titles on the shortest chain.
        public let distance: Int
        /// How many people.
        public let people: Int
    }

    /// From distance 0, the person alone, to the farthest; none is empty.
    public let levels: [Level]
    /// People with a credit in scope who were not reached; nil when the maximum cut the search.
    public let unreachable: Int?
    /// The page of people at the distance asked for, by number; nil when none was asked for.
    public let people: [UInt32]?
    /// People at that distance, before paging.
    public let total: Int?
}
