public import GraphModel

/// Which credits a question looks at: the words ROLE TYPE SINCE UNTIL GENRE MINVOTES ADULT EXCLUDE
/// of a command, compiled.
///
/// A scope filters credits: two people share a title when both have a credit of these roles on it
/// and the title passes every filter.
public struct Scope: Hashable, Sendable {
    /// The credit types that count.
    public var roles: RoleSet
    /// Codes of ``WordList/titleTypes``; nil is any type.
    public var titleTypes: Set<UInt32>?
    /// Words as the dumps write them, a title needs one of them; nil is any genre or none.
    public var genres: Set<String>?
    /// The first start year, inclusive; a title without year fails.
    public var since: UInt32?
    /// The last start year, inclusive; a title without year fails.
    public var until: UInt32?
    /// Votes at least; an unrated title has 0.
    public var votesMin: UInt32?
    /// Whether adult titles count.
    public var includesAdult = true
    /// Dense ids of people whose credits do not count.
    public var excludedPeople: Set<UInt32> = []
    /// Dense ids of titles whose credits do not count.
    public var excludedTitles: Set<UInt32> = []

    /// Every title, nobody excluded.
    public init(roles: RoleSet) { self.roles = roles }
}

/// A set of credit types, kept as the ranges of codes that lists of credits are cut into.
public struct RoleSet: Hashable, Sendable {
    /// Disjoint ranges of type codes, ascending, none touching the next.
    public private(set) var ranges: [Range<UInt8>] = []

    /// No role.
    public init() {}

    /// The roles of some groups.
    public init(_ groups: RoleGroup...) {
        for group in groups { insert(group) }
    }

    /// `actor` and `actress`.
    public static let cast = RoleSet(.cast)
    /// Every credit, archive included.
    public static let all = RoleSet(.all)

    /// Adds the roles of a group.
    public mutating func insert(_ group: RoleGroup) { insert(group.codes) }

    /// Adds one role.
    public mutating func insert(_ type: CreditType) {
        precondition(type.rawValue <= CreditType.codeMax, "no such credit type")
        insert(type.rawValue..<type.rawValue + 1)
    }

    /// Whether credits of a type count.
    public func contains(_ type: CreditType) -> Bool {
        ranges.contains { $0.contains(type.rawValue) }
    }

    private mutating func insert(_ codes: Range<UInt8>) {
        var merged = codes
        var others: [Range<UInt8>] = []
        for range in ranges {
            if range.upperBound < merged.lowerBound || merged.upperBound < range.lowerBound {
                others.append(range)
            } else {
                merged =
                    min(
                        range.lowerBound, merged.lowerBound)..<max(
                        range.upperBound, merged.upperBound)
            }
        }
        ranges = (others + [merged]).sorted { $0.lowerBound < $1.lowerBound }
    }
}
