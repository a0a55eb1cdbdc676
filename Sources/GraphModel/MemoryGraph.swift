/// A graph held in memory: the model that tests compare the store with.
///
/// Built from rows by ``MemoryGraph/Rows``; it has the same views as a stored generation.
public final class MemoryGraph: GraphReading {
    private let arena: BlockArena
    private let labels: [Label: IDMap]
    private let relations: [Relation: Adjacency]
    private let groups: [ColumnGroup: BlockTable]
    private let textViews: [TextColumn: TextView]
    private let orders: [TextOrder: OrderView]
    private let searchIndexes: [Label: SearchIndex]
    private let lists: [WordList: [String]]
    /// Which people hang together.
    public let components: ComponentView
    /// Ordering, job and characters of credits.
    public let payloads: PayloadView
    /// Alternative titles.
    public let alternativeTitles: AlternativeTitleView
    /// What was counted when the graph was built.
    public let statistics: GraphStatistics

    /// The search indexes are made here, from the other tables.
    init(
        arena: BlockArena, labels: [Label: IDMap], relations: [Relation: Adjacency],
        groups: [ColumnGroup: BlockTable], textViews: [TextColumn: TextView],
        orders: [TextOrder: OrderView], lists: [WordList: [String]], payloads: PayloadView,
        alternativeTitles: AlternativeTitleView, componentSizes: [UInt32],
        statistics: GraphStatistics
    ) {
        self.arena = arena
        self.labels = labels
        self.relations = relations
        self.groups = groups
        self.textViews = textViews
        self.orders = orders
        self.lists = lists
        self.payloads = payloads
        self.alternativeTitles = alternativeTitles
        var counted = statistics
        var indexes: [Label: SearchIndex] = [:]
        for label in Label.allCases {
            guard let primary = textViews[label == .title ? .primaryTitle : .name],
                let original = textViews[.originalTitle], let titles = groups[.title],
                let knownFor = relations[.knownForByPerson]
            else { preconditionFailure("every declared table is built") }
            let source = SearchSource(
                label, count: statistics.nodes[Int(label.rawValue)], primary: primary,
                original: original, alternatives: alternativeTitles,
                votes: ColumnView(table: titles, column: .votes), knownFor: knownFor)
            let index = SearchIndex(source, in: arena)
            indexes[label] = index
            counted.searchWords[Int(label.rawValue)] = index.wordCount
        }
        searchIndexes = indexes
        guard let numbers = groups[.component] else {
            preconditionFailure("every declared table is built")
        }
        components = ComponentView(
            numbers: ColumnView(table: numbers, column: .component),
            sizes: arena.table(copying: ComponentView.sizeBlocks(componentSizes)),
            count: componentSizes.count)
        counted.components = componentSizes.count
        self.statistics = counted
    }

    /// Number of nodes of a label.
    public func count(_ label: Label) -> Int { statistics.nodes[Int(label.rawValue)] }

    /// Public numbers to dense ids.
    public func ids(_ label: Label) -> IDMap { found(labels[label]) }

    /// The neighbour lists of a relation.
    public func adjacency(_ relation: Relation) -> Adjacency { found(relations[relation]) }

    /// A fixed-width property.
    public func column(_ column: Column) -> ColumnView {
        ColumnView(table: found(groups[column.group]), column: column)
    }

    /// A text property.
    public func texts(_ column: TextColumn) -> TextView { found(textViews[column]) }

    /// Nodes in byte order of a text.
    public func order(_ order: TextOrder) -> OrderView { found(orders[order]) }

    /// The search index of a label.
    public func searchIndex(_ label: Label) -> SearchIndex { found(searchIndexes[label]) }

    /// A dictionary.
    public func words(_ list: WordList) -> [String] { lists[list] ?? [] }

    private func found<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("every declared table is built") }
        return value
    }
}
