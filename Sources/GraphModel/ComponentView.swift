/// Which people hang together: the connected components of the graph of all credits.
///
/// Two people are connected when they share a title, in whatever roles, or when a chain of such
/// people joins them. A person with credits but without co-stars is a component of one; a person
/// without credits is in none. Components are numbered by size, the largest is 0; equal ones by the
/// smallest dense id of their people. So the numbers depend on the graph alone.
///
/// A question that counts only some of the credits can only find fewer connections: people of
/// different components are not connected in any scope.
@safe public struct ComponentView: Sendable {
    private let numbers: ColumnView
    private let sizes: BlockTable
    /// Number of components, whose numbers are 0 ..< count.
    public let count: Int

    /// Wraps the column ``Column/component`` and blocks of 4,096 `u32` sizes each.
    public init(numbers: ColumnView, sizes: BlockTable, count: Int) {
        self.numbers = numbers
        self.sizes = sizes
        self.count = count
    }

    /// The component of a person, nil for one without credits.
    ///
    /// - Complexity: O(1), two loads.
    public func component(of person: UInt32) -> UInt32? { numbers[person] }

    /// How many people a component has: at least 1, and not more than the component before it.
    ///
    /// - Complexity: O(1), two loads.
    public func size(of component: UInt32) -> Int {
        precondition(Int(component) < count, "no such component")
        let block = unsafe sizes.block(Schema.block(of: component))
        return unsafe Int(
            block.load(fromByteOffset: Schema.slot(of: component) * 4, as: UInt32.self))
    }

    /// People of the largest component, 0 when nobody has a credit.
    public var largest: Int { count == 0 ? 0 : size(of: 0) }

    /// Whether any chain of credits joins two people; oneself is always joined to oneself.
    ///
    /// - Complexity: O(1), four loads.
    public func areConnected(_ one: UInt32, _ other: UInt32) -> Bool {
        guard one != other else { return true }
        guard let component = component(of: one) else { return false }
        return component == self.component(of: other)
    }

    /// The blocks of sizes, given by component.
    package static func sizeBlocks(_ sizes: [UInt32]) -> [[UInt8]] {
        stride(from: 0, to: sizes.count, by: Schema.nodesPerBlock).map { start in
            OrderView.block(sizes[start..<min(sizes.count, start + Schema.nodesPerBlock)])
        }
    }
}
