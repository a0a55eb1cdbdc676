internal import GraphModel
internal import GraphStore

/// The components of people, once all credits have been seen.
enum ComponentsStage {
    /// Writes the component of each person.
    ///
    /// - Parameters:
    ///   - forest: Whom the credits have joined.
    ///   - context: Where the blocks go.
    /// - Returns: The size of each component; ``writeSizes(_:_:)`` writes them later.
    /// - Throws: What storing a block throws.
    static func write(
        _ forest: ComponentForest, _ context: LoadContext
    ) throws(LoadError) -> [UInt32] {
        let sizes = forest.number()
        var columns = ColumnBlockBuilder(.component)
        var isEmpty = true
        for person in 0..<UInt32(forest.count) {
            let slot = Schema.slot(of: person)
            if let component = forest.component(of: person) {
                columns.set(.component, slot: slot, to: component)
                isEmpty = false
            }
            guard slot == Schema.nodesPerBlock - 1 || Int(person) == forest.count - 1,
                !isEmpty
            else { continue }
            let block = Schema.block(of: person)
            try context.put(columns.finish(), block: block, in: .columns(.component))
            isEmpty = true
        }
        return sizes
    }

    /// Writes the size of each component.
    ///
    /// Their number tells how many blocks there may be, so no snapshot of the file may be made
    /// between this and the end of the load.
    static func writeSizes(_ sizes: [UInt32], _ context: LoadContext) throws(LoadError) {
        for (block, bytes) in ComponentView.sizeBlocks(sizes).enumerated() {
            try context.put(bytes, block: block, in: .componentSizes)
        }
    }
}
