/// What the graph is made of, as a declaration: adjacency, columns, texts and dictionaries.
///
/// The store's tables, the loader's builders, `check` and `stat` are loops over these cases, so a
/// new kind of data is a new case here and not new code in every module.
public enum Schema {
    /// Consecutive dense ids that share one block of every table.
    public static let nodesPerBlock = 4_096

    /// The block that holds a node.
    @inlinable @inline(__always)
    public static func block(of node: UInt32) -> Int { Int(node >> 12) }

    /// The place of a node in its block.
    @inlinable @inline(__always)
    public static func slot(of node: UInt32) -> Int { Int(node & 4_095) }

    /// Blocks needed for `count` nodes.
    public static func blockCount(_ count: Int) -> Int {
        (count + nodesPerBlock - 1) / nodesPerBlock
    }
}

/// One direction of one relation, stored as neighbour lists.
public enum Relation: UInt8, CaseIterable, Sendable {
    /// Title to the people credited on it: sorted by credit type, then person.
    case creditsByTitle
    /// Person to the titles credited: sorted by credit type, then title.
    case creditsByPerson
    /// Movie to its actors and actresses, each once, ascending.
    case movieCastByTitle
    /// Person to the movies acted in, each once, ascending.
    case movieCastByPerson
    /// Person to the titles known for, in the order of the dump.
    case knownForByPerson
    /// Series to its episodes, by season, episode number, title; absent numbers last.
    case episodesBySeries

    /// The name of the table in a data file.
    public var name: String {
        switch self {
        case .creditsByTitle: "credits.byTitle"
        case .creditsByPerson: "credits.byPerson"
        case .movieCastByTitle: "movieCast.byTitle"
        case .movieCastByPerson: "movieCast.byPerson"
        case .knownForByPerson: "knownFor.byPerson"
        case .episodesBySeries: "episodes.bySeries"
        }
    }

    /// The label whose nodes have the lists.
    public var source: Label {
        switch self {
        case .creditsByTitle, .movieCastByTitle, .episodesBySeries: .title
        case .creditsByPerson, .movieCastByPerson, .knownForByPerson: .person
        }
    }

    /// The label of the neighbours.
    public var target: Label {
        switch self {
        case .creditsByPerson, .movieCastByPerson, .knownForByPerson, .episodesBySeries: .title
        case .creditsByTitle, .movieCastByTitle: .person
        }
    }

    /// Whether each edge carries a credit type and each list a cast count.
    public var isTyped: Bool {
        self == .creditsByTitle || self == .creditsByPerson
    }
}

/// How the number in a column is meant.
public enum ColumnCodec: Sendable {
    /// The number itself.
    case number
    /// Hundredths: 870 is 8.7.
    case hundredths
    /// 1 is true, 0 is false.
    case flag
    /// The code of a word (or of a joined list of words) in a dictionary.
    case word(WordList)
    /// The dense id of a node.
    case node(Label)
    /// The number of a connected component; see ``ComponentView``.
    case component
}

/// Columns of one table: the fixed-width properties of one label that are stored side by side.
public enum ColumnGroup: String, CaseIterable, Sendable {
    case title = "title.columns"
    case episode = "episode.columns"
    case person = "person.columns"
    /// Known only once all credits are: it is not written with the other columns of people.
    case component = "person.component"

    /// The label whose nodes have the columns.
    public var label: Label {
        switch self {
        case .title, .episode: .title
        case .person, .component: .person
        }
    }

    /// The columns in the order in which a block holds them.
    public var columns: [Column] { Column.allCases.filter { $0.group == self } }

    /// Bytes of one block: every column for every slot.
    public var blockBytes: Int {
        columns.reduce(0) { $0 + $1.width } * Schema.nodesPerBlock
    }
}

/// A fixed-width property.
///
/// All bits set means absent.
public enum Column: UInt8, CaseIterable, Sendable {
    case titleNumber, runtime, votes, startYear, endYear, rating, genres, titleType, adult
    case parent, episode, season
    case personNumber, professions, birthYear, deathYear
    case component

    /// The table that holds the column.
    public var group: ColumnGroup {
        switch self {
        case .titleNumber, .runtime, .votes, .startYear, .endYear, .rating, .genres, .titleType,
            .adult:
            .title
        case .parent, .episode, .season: .episode
        case .personNumber, .professions, .birthYear, .deathYear: .person
        case .component: .component
        }
    }

    /// Bytes per value: 1, 2 or 4.
    public var width: Int {
        switch self {
        case .titleNumber, .runtime, .votes, .parent, .episode, .personNumber, .professions,
            .component:
            4
        case .startYear, .endYear, .rating, .genres, .season, .birthYear, .deathYear: 2
        case .titleType, .adult: 1
        }
    }

    /// What the stored number means.
    public var codec: ColumnCodec {
        switch self {
        case .titleNumber, .personNumber, .runtime, .votes, .startYear, .endYear, .episode,
            .season, .birthYear, .deathYear:
            .number
        case .rating: .hundredths
        case .adult: .flag
        case .titleType: .word(.titleTypes)
        case .genres: .word(.genreLists)
        case .professions: .word(.professionLists)
        case .parent: .node(.title)
        case .component: .component
        }
    }

    /// The stored value that means absent.
    public var absent: UInt32 { width == 4 ? .max : (1 << UInt32(width * 8)) - 1 }

    /// Where the column starts in a block of its group, in bytes.
    public var blockOffset: Int {
        var offset = 0
        for column in group.columns {
            if column == self { break }
            offset += column.width * Schema.nodesPerBlock
        }
        return offset
    }
}

/// A text property.
public enum TextColumn: UInt8, CaseIterable, Sendable {
    case primaryTitle
    /// Stored only where it differs from the primary title.
    case originalTitle
    case name

    /// The name of the table in a data file.
    public var name: String {
        switch self {
        case .primaryTitle: "title.primaryTitle"
        case .originalTitle: "title.originalTitle"
        case .name: "person.name"
        }
    }

    /// The label whose nodes have the text.
    public var label: Label { self == .name ? .person : .title }
}

/// A dictionary: words by code, in order of first appearance in the load that made them.
public enum WordList: UInt8, CaseIterable, Sendable {
    case categories, titleTypes
    /// Lists joined by a comma, as in the dump.
    case genreLists, professionLists
    case regions, languages
    /// Lists joined by byte 0x02, as in the dump.
    case akaTypes, akaAttributes

    /// The name of the dictionary in a data file.
    public var name: String { "\(self)" }
}

/// A permutation of the nodes of a label in byte order of a text, then by number.
public enum TextOrder: UInt8, CaseIterable, Sendable {
    case titles
    case names

    /// The name of the table in a data file.
    public var name: String {
        switch self {
        case .titles: "title.order"
        case .names: "person.order"
        }
    }

    /// The text that is ordered; nodes without it are left out.
    public var column: TextColumn { self == .titles ? .primaryTitle : .name }
}
