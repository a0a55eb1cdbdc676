internal import GraphModel
internal import GraphStore

/// Writes the map from public numbers to dense ids.
enum IDStage {
    static func write(_ table: NodeTable, _ context: LoadContext) throws(LoadError) {
        let label = table.label
        try table.ids.forEachBlock { (block, bytes) throws(LoadError) in
            try context.put(bytes, block: block, in: .ids(label))
        }
    }
}

/// Writes a permutation of nodes in byte order of a text.
enum OrderStage {
    /// - Returns: How many nodes have the text.
    static func write(
        _ order: TextOrder, of table: NodeTable, _ context: LoadContext,
        text: (UnsafeMutableRawPointer) -> UnsafeBufferPointer<UInt8>?
    ) throws(LoadError) -> Int {
        let sorted = unsafe ByteOrder.sorted(
            count: table.count, text: { unsafe text(table.record($0)) },
            prefetch: table.prefetch)
        for start in stride(from: 0, to: sorted.count, by: Schema.nodesPerBlock) {
            let part = sorted[start..<min(sorted.count, start + Schema.nodesPerBlock)]
            try context.put(
                OrderView.block(part), block: start / Schema.nodesPerBlock, in: .order(order))
        }
        return sorted.count
    }
}

extension LoadContext {
    /// Stores a block of neighbour lists unless all of them are empty; the builder is empty then.
    func putLists(
        _ lists: inout AdjacencyBlockBuilder, block: Int, in relation: Relation
    ) throws(LoadError) {
        let isEmpty = lists.edgeCount == 0
        let bytes = lists.finish()
        if !isEmpty { try put(bytes, block: block, in: .relation(relation)) }
    }
}
