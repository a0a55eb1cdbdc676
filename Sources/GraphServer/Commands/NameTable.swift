import GraphModel
import Synchronization

/// Who bears a name: nodes in buckets by the hash of their folded text.
///
/// Texts stay where they are and are folded again when a bucket is looked at. Memory is 4 bytes a
/// node and 1 byte a node for the buckets; 4 more a node while it is built.
final class NameTable: Sendable {
    private let texts: TextView
    /// Where each bucket begins in `nodes`, and one more.
    private let starts: [UInt32]
    /// Bucket after bucket, ascending in each.
    private let nodes: [UInt32]
    private let shift: UInt64

    /// Puts every node of a label that has the text into its bucket.
    ///
    /// - Complexity: O(bytes of the texts).
    init(_ graph: any GraphReading, _ column: TextColumn) {
        let count = graph.count(column.label)
        texts = graph.texts(column)
        let bits = max(1, UInt64(Int.bitWidth - (count / 4).leadingZeroBitCount))
        shift = 64 - bits
        var ends = [UInt32](repeating: 0, count: 1 << Int(bits) + 1)
        var buckets = [UInt32](repeating: .max, count: count)
        var folded: [UInt8] = []
        for node in 0..<count {
            guard case .text(let text) = texts.stored(UInt32(node)) else { continue }
            folded.removeAll(keepingCapacity: true)
            Fold.append(text, to: &folded)
            let bucket = NameTable.bucket(of: folded, shift)
            buckets[node] = UInt32(bucket)
            ends[bucket + 1] += 1
        }
        for bucket in 1..<ends.count { ends[bucket] += ends[bucket - 1] }
        starts = ends
        var nodes = [UInt32](repeating: 0, count: Int(ends[ends.count - 1]))
        for node in 0..<count where buckets[node] != .max {
            let bucket = Int(buckets[node])
            nodes[Int(ends[bucket])] = UInt32(node)
            ends[bucket] += 1
        }
        self.nodes = nodes
    }

    /// The nodes whose text folds to the same bytes, ascending.
    ///
    /// - Complexity: O(bearers), a handful more in the bucket.
    func bearers(of name: some Collection<UInt8>) -> [UInt32] {
        let wanted = Fold.folded(name)
        let bucket = NameTable.bucket(of: wanted, shift)
        var folded: [UInt8] = []
        return nodes[Int(starts[bucket])..<Int(starts[bucket + 1])].filter { node in
            guard case .text(let text) = texts.stored(node) else { return false }
            folded.removeAll(keepingCapacity: true)
            Fold.append(text, to: &folded)
            return folded == wanted
        }
    }

    /// FNV-1a, and a multiplication that brings every bit to the top.
    private static func bucket(of folded: [UInt8], _ shift: UInt64) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in folded { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(((hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }
}

/// The names of one graph, by label, each table made when first asked for.
///
/// Making one takes seconds for millions of nodes: whoever asks meanwhile waits for it.
final class NameTables: Sendable {
    private let titles = Mutex<NameTable?>(nil)
    private let people = Mutex<NameTable?>(nil)

    /// The table of a label: primary titles, or names.
    func table(_ label: Label, of graph: any GraphReading) -> NameTable {
        func made(_ table: inout sending NameTable?, _ column: TextColumn) -> NameTable {
            if let table { return table }
            let new = NameTable(graph, column)
            table = new
            return new
        }
        return switch label {
        case .title: titles.withLock { made(&$0, .primaryTitle) }
        case .person: people.withLock { made(&$0, .name) }
        }
    }
}
