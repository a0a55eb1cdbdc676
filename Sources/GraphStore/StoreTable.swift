public import GraphModel

/// A table of a data file.
///
/// `docs/data-file.md` describes each.
public enum StoreTable: Hashable, Sendable {
    /// Format, completion record, statistics, dictionaries; text keys.
    case meta
    /// Blocks of ``IDMap``.
    case ids(Label)
    /// Blocks of a relation's ``Adjacency``.
    case relation(Relation)
    /// Blocks of a column group.
    case columns(ColumnGroup)
    /// Blocks of a ``TextView``.
    case texts(TextColumn)
    /// Blocks of an ``OrderView``.
    case order(TextOrder)
    /// Blocks of ``PayloadView``.
    case payloads
    /// Blocks of ``AlternativeTitleView``.
    case alternativeTitles
    /// Blocks of sizes of a ``ComponentView``.
    case componentSizes
    /// Blocks of a table of a ``SearchIndex``.
    case search(Label, SearchTable)

    /// Every table, in the order in which `check` and `stat` tell of them.
    public static let all: [StoreTable] =
        [.meta] + Label.allCases.map { .ids($0) } + ColumnGroup.allCases.map { .columns($0) }
        + TextColumn.allCases.map { .texts($0) } + TextOrder.allCases.map { .order($0) }
        + Relation.allCases.map { .relation($0) }
        + [.payloads, .alternativeTitles, .componentSizes]
        + Label.allCases.flatMap { label in SearchTable.allCases.map { .search(label, $0) } }

    /// The name in the file.
    public var name: String {
        switch self {
        case .meta: "meta"
        case .ids(let label): "\(label.word).ids"
        case .relation(let relation): relation.name
        case .columns(let group): group.rawValue
        case .texts(let column): column.name
        case .order(let order): order.name
        case .payloads: "credits.payload"
        case .alternativeTitles: "title.akas"
        case .componentSizes: "person.componentSizes"
        case .search(let label, let table): table.name(label)
        }
    }

    /// Whether keys are block numbers.
    public var hasBlocks: Bool { self != .meta }

    /// What a reader sees where a block is missing: nothing.
    var emptyBlock: [UInt8] {
        switch self {
        case .meta: []
        case .ids: [UInt8](repeating: 0, count: IDMap.blockBytes)
        case .relation(let relation):
            AdjacencyBlockBuilder.emptyBlock(isTyped: relation.isTyped)
        case .columns(let group): ColumnBlockBuilder.emptyBlock(group)
        case .texts, .search(_, .words), .search(_, .postings), .search(_, .names):
            TextBlockBuilder.emptyBlock()
        case .order, .search(_, .order), .componentSizes:
            [UInt8](repeating: 0, count: Schema.nodesPerBlock * 4)
        case .payloads: PayloadBlockBuilder.emptyBlock()
        case .alternativeTitles: AlternativeTitleView.emptyBlock()
        }
    }

    /// Bytes that every block has at least.
    var blockBytesMin: Int { emptyBlock.count }
}

/// The format of data files.
public enum StoreFormat {
    /// Changes whenever an older costar could misread a file.
    public static let version: UInt32 = 3
    /// The first bytes of the format record.
    static let magic: [UInt8] = Array("costar\0\0".utf8)
    static let formatKey = "format"
    static let completeKey = "complete"
    static let statisticsKey = "statistics"
    static let ordersKey = "orders"

    static func checksumsKey(_ table: StoreTable) -> String { "checksums.\(table.name)" }

    /// Every key of the table `meta` but the completion record.
    static let metaKeys: [String] =
        [formatKey, statisticsKey, ordersKey] + WordList.allCases.map { wordsKey($0) }
        + StoreTable.all.filter(\.hasBlocks).map { checksumsKey($0) }

    static func wordsKey(_ list: WordList) -> String { "words.\(list.name)" }
}
