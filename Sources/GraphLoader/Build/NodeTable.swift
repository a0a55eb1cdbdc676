internal import GraphModel

/// The nodes of one label after their dump was read: ids ranked, each node's record at hand.
@safe final class NodeTable: @unchecked Sendable {  // changed by one stage at a time
    let label: Label
    private(set) var ids: NumberSet
    private let spool: RowSpool
    private let records: UnsafeMutablePointer<UnsafeMutableRawPointer>
    /// Dictionaries that the records' codes refer to.
    let words: [WordList: ByteDictionary]

    /// Ranks the ids and finds each node's record; records hold their number at byte 4.
    init(
        _ label: Label, _ collected: NumberSet, _ spool: RowSpool, words: [WordList: ByteDictionary]
    ) {
        self.label = label
        self.words = words
        self.spool = spool
        var ranked = collected
        ranked.rank()
        ids = ranked
        unsafe records = .allocate(capacity: max(1, ranked.count))
        let places = unsafe records
        unsafe spool.forEach { record in
            let number = unsafe record.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            guard let node = ranked.node(number) else { return }
            unsafe (places + Int(node)).initialize(to: record)
        }
    }

    deinit { unsafe records.deallocate() }

    /// Number of nodes.
    var count: Int { ids.count }

    /// The record of a node.
    @unsafe @inline(__always)
    func record(_ node: UInt32) -> UnsafeMutableRawPointer { unsafe records[Int(node)] }
}
