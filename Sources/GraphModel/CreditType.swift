/// The type of a credit: one code per IMDb category.
///
/// Codes are chosen so that every role group of a query is one range: lists of credits are sorted
/// by code, and a group is then one slice of a list. Categories that IMDb has not used before get
/// the codes from ``firstUnknown`` up, in order of first appearance in a load.
public struct CreditType: RawRepresentable, Hashable, Comparable, Sendable {
    /// The code, 0 to ``codeMax``.
    public let rawValue: UInt8

    /// Wraps a code.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// By code.
    public static func < (left: CreditType, right: CreditType) -> Bool {
        left.rawValue < right.rawValue
    }

    /// `actor`, the first of the cast.
    public static let actor = CreditType(rawValue: 0)
    /// `actress`.
    public static let actress = CreditType(rawValue: 1)
    /// `self`, people as themselves.
    public static let appearance = CreditType(rawValue: 2)
    /// `archive_footage`.
    public static let archiveFootage = CreditType(rawValue: 3)
    /// `archive_sound`.
    public static let archiveSound = CreditType(rawValue: 4)
    /// `director`, the first of the crew.
    public static let director = CreditType(rawValue: 5)
    /// `writer`.
    public static let writer = CreditType(rawValue: 6)

    /// The category words of the known codes, by code.
    public static let knownWords: [String] = declarations.map(\.word)

    /// The first code given to a category that ``knownWords`` lacks.
    public static let firstUnknown = UInt8(declarations.count)

    /// The largest code; a load with more categories rejects the rows of the ones too many.
    public static let codeMax: UInt8 = 254

    /// The relationship type that the query language gives to this code.
    public var relationship: String {
        let code = Int(rawValue)
        let known = CreditType.declarations
        return code < known.count ? known[code].relationship : "CREDITED"
    }

    private static let declarations: [(word: String, relationship: String)] = [
        ("actor", "ACTED_IN"), ("actress", "ACTED_IN"), ("self", "APPEARED_IN"),
        ("archive_footage", "ARCHIVE_IN"), ("archive_sound", "ARCHIVE_IN"),
        ("director", "DIRECTED"), ("writer", "WROTE"), ("producer", "PRODUCED"),
        ("composer", "COMPOSED"), ("cinematographer", "SHOT"), ("editor", "EDITED"),
        ("production_designer", "DESIGNED"), ("casting_director", "CASTING"),
    ]
}

/// A named group of credit types, always one range of codes.
public enum RoleGroup: String, CaseIterable, Sendable {
    case cast, appearance = "self", archive, crew, all

    /// The codes of the group; the upper end of `crew` and `all` takes unknown categories in.
    public var codes: Range<UInt8> {
        switch self {
        case .cast: 0..<2
        case .appearance: 2..<3
        case .archive: 3..<5
        case .crew: 5..<255
        case .all: 0..<255
        }
    }
}
