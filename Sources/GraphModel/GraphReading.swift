/// What may be asked of a graph.
///
/// Implemented by the stored generation and by ``MemoryGraph``.
///
/// A graph never changes once it can be read. The views are made once when the graph is opened:
/// asking for one costs nothing, and what a view hands out stays valid as long as the graph.
public protocol GraphReading: AnyObject, Sendable {
    /// Number of nodes of a label; their dense ids are 0 ..< count.
    func count(_ label: Label) -> Int

    /// Public numbers to dense ids.
    func ids(_ label: Label) -> IDMap

    /// The neighbour lists of a relation.
    func adjacency(_ relation: Relation) -> Adjacency

    /// A fixed-width property.
    func column(_ column: Column) -> ColumnView

    /// A text property.
    func texts(_ column: TextColumn) -> TextView

    /// Ordering, job and characters of credits.
    var payloads: PayloadView { get }

    /// Alternative titles.
    var alternativeTitles: AlternativeTitleView { get }

    /// Nodes in byte order of a text: dense ids, `count` of them.
    func order(_ order: TextOrder) -> OrderView

    /// The search index of a label.
    func searchIndex(_ label: Label) -> SearchIndex

    /// Which people hang together.
    var components: ComponentView { get }

    /// A dictionary.
    func words(_ list: WordList) -> [String]

    /// What was counted when the graph was built.
    var statistics: GraphStatistics { get }
}

extension GraphReading {
    /// The dense id of a public id, nil when nobody bears it.
    public func node(_ id: NodeID) -> UInt32? { ids(id.label).node(id.number) }

    /// The public id of a node.
    public func id(_ label: Label, _ node: UInt32) -> NodeID {
        let column: Column = label == .title ? .titleNumber : .personNumber
        return NodeID(label, self.column(column).stored(node))
    }

    /// A text of a node; the original title falls back on the primary one where they are equal.
    public func text(_ column: TextColumn, _ node: UInt32) -> Text? {
        switch texts(column).stored(node) {
        case .absent: nil
        case .text(let text): text
        case .same: text(.primaryTitle, node)
        }
    }

    /// The word of a credit type.
    public func word(_ type: CreditType) -> String { words(.categories)[Int(type.rawValue)] }

    /// The credit types whose category is a word, nil when no credit or declaration has it.
    public func creditType(_ word: String) -> CreditType? {
        words(.categories).firstIndex(of: word).map { CreditType(rawValue: UInt8($0)) }
    }

    /// The place of a credit in the list of its title, nil when there is none.
    ///
    /// - Complexity: O(log credits of the title).
    public func place(title: UInt32, person: UInt32, type: CreditType) -> Int? {
        let adjacency = adjacency(.creditsByTitle)
        let range = adjacency.range(title, type.rawValue..<type.rawValue + 1)
        let list = adjacency.list(title)
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < person { low = middle + 1 } else { high = middle }
        }
        return low < range.upperBound && list[low] == person ? low : nil
    }
}

/// Dense ids in some order.
@safe public struct OrderView: Sendable {
    private let table: BlockTable
    /// Number of places.
    public let count: Int

    /// Wraps blocks of 4,096 `u32` each; the last one may be shorter.
    public init(table: BlockTable, count: Int) {
        self.table = table
        self.count = count
    }

    /// The node at a place.
    public subscript(place: Int) -> UInt32 {
        precondition(place >= 0 && place < count, "no such place")
        let block = unsafe table.block(place / Schema.nodesPerBlock)
        return unsafe block.load(
            fromByteOffset: place % Schema.nodesPerBlock * 4, as: UInt32.self)
    }

    /// The bytes of a block of nodes, 4,096 at most; places beyond the last are 0.
    package static func block(_ nodes: ArraySlice<UInt32>) -> [UInt8] {
        precondition(nodes.count <= Schema.nodesPerBlock, "block is full")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Schema.nodesPerBlock * 4)
        unsafe nodes.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        bytes.append(
            contentsOf: repeatElement(0, count: Schema.nodesPerBlock * 4 - bytes.count))
        return bytes
    }
}

/// Counts kept with a graph, so that questions about the whole cost nothing.
public struct GraphStatistics: Sendable, Equatable {
    /// Nodes by label code.
    public var nodes: [Int] = [0, 0]
    /// Credits by credit type code, as many as there are categories.
    public var credits: [Int] = []
    /// Credits that stand only in title.crew.
    public var crewOnlyCredits = 0
    /// Titles by code of ``WordList/titleTypes``.
    public var titlesByType: [Int] = []
    /// Edges from people to the titles they are known for.
    public var knownFor = 0
    /// Episodes of a series that is in the graph.
    public var episodes = 0
    /// Rows of title.akas kept.
    public var alternativeTitles = 0
    /// Titles with a rating.
    public var ratedTitles = 0
    /// Distinct words of all names, by label code.
    public var searchWords: [Int] = [0, 0]
    /// Largest number of credits of one title.
    public var titleCreditsMax = 0
    /// Largest number of credits of one person.
    public var personCreditsMax = 0
    /// Connected components of the people with credits.
    public var components = 0

    /// Everything zero.
    public init() {}

    /// All credits.
    public var creditCount: Int { credits.reduce(0, +) }
}
