internal import CSystem
internal import GraphModel

/// The nodes of one label after their dump was read: ids ranked, each node's record at hand.
@safe final class NodeTable: @unchecked Sendable {  // changed by one stage at a time
    let label: Label
    private(set) var ids: NumberSet
    private var spool: RowSpool?
    private var records: UnsafeMutablePointer<UnsafeMutableRawPointer>?
    /// Dictionaries that the records' codes refer to.
    let words: [WordList: ByteDictionary]
    /// Numbers of the dump that were not asked for: who refers to them is left out too, and not
    /// dangling.
    private let leftOut: NumberSet

    /// Ranks the ids and finds each node's record; records hold their number at byte 4.
    init(
        _ label: Label, _ collected: NumberSet, _ spool: RowSpool,
        words: [WordList: ByteDictionary],
        leftOut: NumberSet = NumberSet()
    ) {
        self.label = label
        self.leftOut = leftOut
        self.words = words
        self.spool = spool
        var ranked = collected
        ranked.rank()
        ids = ranked
        let places = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(
            capacity: max(1, ranked.count))
        unsafe records = unsafe places
        unsafe spool.forEach { record in
            let number = unsafe record.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            guard let node = ranked.node(number) else { return }
            unsafe (places + Int(node)).initialize(to: record)
        }
    }

    deinit { dropRecords() }

    /// Gives the records' memory back: everything about the nodes but their ids has been written.
    func dropRecords() {
        unsafe records?.deallocate()
        unsafe records = nil
        spool = nil
    }

    /// Whether a number was in the dump and is not in the graph.
    @inline(__always)
    func isLeftOut(_ number: UInt32) -> Bool { leftOut.node(number) != nil }

    /// How many of some numbers were in the dump and are not in the graph.
    func countLeftOut(_ numbers: [UInt32]) -> Int {
        leftOut.count == 0 ? 0 : numbers.count { isLeftOut($0) }
    }

    /// Number of nodes.
    var count: Int { ids.count }

    /// Begins to fetch where the record of a node lies or, when it is near, the record.
    func prefetch(_ node: UInt32, isNear: Bool) {
        guard let records = unsafe records else { preconditionFailure("records are dropped") }
        unsafe isNear ? costar_prefetch(records[Int(node)]) : costar_prefetch(records + Int(node))
    }

    /// The record of a node.
    @unsafe @inline(__always)
    func record(_ node: UInt32) -> UnsafeMutableRawPointer {
        guard let records = unsafe records else { preconditionFailure("records are dropped") }
        return unsafe records[Int(node)]
    }
}
