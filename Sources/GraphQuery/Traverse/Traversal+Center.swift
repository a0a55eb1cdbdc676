/// How central a person is.
public struct CenterAnswer: Sendable, Equatable {
    /// People reached, the person not counted.
    public let reached: Int
    /// People with a credit in scope who were not reached.
    public let unreachable: Int
    /// Titles on the shortest chains to everybody reached, added up.
    public let distanceSum: Int
    /// Titles on the longest of these chains, 0 when nobody was reached.
    public let farthest: Int

    /// Titles to the people reached on average, nil when nobody was.
    public var average: Double? { reached == 0 ? nil : Double(distanceSum) / Double(reached) }
}

extension Traversal {
    /// How far everybody is from a person, in one number.
    ///
    /// - Parameters:
    ///   - person: Whose centre it is.
    ///   - scope: The credits that count for every hop.
    /// - Returns: The sums over all people reached.
    /// - Throws: ``QueryError`` when the question was cut off or excludes its own person.
    /// - Complexity: O(credits in scope), like
    ///   ``distances(from:in:titlesMax:listing:page:)`` without a maximum.
    public func center(of person: UInt32, in scope: Scope) throws(QueryError) -> CenterAnswer {
        let answer = try distances(
            from: person, in: scope, titlesMax: nil, listing: nil, page: Page(limit: 0))
        guard let unreachable = answer.unreachable else {
            preconditionFailure("a search without a maximum is not cut")
        }
        return CenterAnswer(
            reached: answer.levels.reduce(-1) { $0 + $1.people }, unreachable: unreachable,
            distanceSum: answer.levels.reduce(0) { $0 + $1.distance * $1.people },
            farthest: answer.levels.count - 1)
    }
}
