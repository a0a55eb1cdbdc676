internal import GraphModel

/// Rows about titles, gathered block by block although the dumps are in text order of ids.
///
/// In text order `tt10000000` comes before `tt2000000`: within one number of digits numbers
/// ascend, so there is one open block per number of digits. A block is closed as soon as its rows
/// have passed; blocks where two numbers of digits meet wait for the end. A few rows that come late
/// are held and their blocks opened again at the end; a file with many, in any other order, halts
/// the reader and is read again with every block kept open.
@safe struct TitleBlockCollector {
    private let isOrdered: Bool
    private let blockCount: Int
    private let classOfBlock: [UInt8]
    private var open: [Int: TitleRows] = [:]
    private var isClosed: [Bool]
    private var current: [Int]
    private var lastBlock = -1
    /// The rows of ``lastBlock``, which ``open`` owns: counting references for every row of a dump
    /// would take a twentieth of a load.
    private var lastRows: Unmanaged<TitleRows>?
    private let pool: RowsPool
    private let close: (Int, TitleRows?) throws(LoadError) -> Void
    private var late: [Int: TitleRows] = [:]
    private var lateCount = 0
    /// Bytes of late rows, those handed out last aside.
    private var lateBytes = 0
    /// The late rows handed out last, and how many bytes they had before.
    private var lastLate: (rows: TitleRows, bytes: Int)?

    /// Rows for closed blocks that are held before the file counts as being in another order.
    static let lateRowsMax = 10_000
    /// Bytes of such rows.
    static let lateBytesMax = 16 << 20

    /// The class of blocks in which titles of several numbers of digits meet.
    private static let shared: UInt8 = 255

    /// - Parameters:
    ///   - ids: The numbers of all titles.
    ///   - isOrdered: Whether to count on text order.
    ///   - pool: Where rows come from; whoever closes a block gives its rows back there.
    ///   - close: Called with every block that is complete, and its rows.
    init(
        _ ids: NumberSet, isOrdered: Bool, pool: RowsPool,
        close: @escaping (Int, TitleRows?) throws(LoadError) -> Void
    ) {
        self.isOrdered = isOrdered
        self.pool = pool
        self.close = close
        let count = ids.count
        blockCount = Schema.blockCount(count)
        isClosed = [Bool](repeating: false, count: blockCount)
        let ends = [ids.rank(before: 10_000_000), ids.rank(before: 100_000_000), count]
        var classes = [UInt8](repeating: TitleBlockCollector.shared, count: blockCount)
        var first = 0
        current = []
        for (index, end) in ends.enumerated() {
            current.append(first / Schema.nodesPerBlock)
            let low = (first + Schema.nodesPerBlock - 1) / Schema.nodesPerBlock
            let high = end == count ? blockCount : end / Schema.nodesPerBlock
            if low < high { for block in low..<high { classes[block] = UInt8(index) } }
            first = end
        }
        classOfBlock = classes
    }

    /// Adds a row about a title to those of its block.
    ///
    /// - Parameters:
    ///   - title: The dense id.
    ///   - number: The public number.
    ///   - record: The row.
    /// - Throws: `halt` when too many rows were late, `load` when closing a block fails.
    @inline(__always)
    mutating func add(
        _ title: UInt32, number: UInt32, _ record: borrowing GrowableBuffer<UInt8>
    ) throws(DumpReader.Stop) {
        let bytes = unsafe UnsafeBufferPointer(record.elements)
        // Nearly always those of the row before.
        guard Schema.block(of: title) == lastBlock, let lastRows = unsafe lastRows else {
            return try unsafe addElsewhere(title, number, bytes)
        }
        unsafe lastRows._withUnsafeGuaranteedRef { unsafe $0.append(title, bytes) }
    }

    @inline(never)
    private mutating func addElsewhere(
        _ title: UInt32, _ number: UInt32, _ record: UnsafeBufferPointer<UInt8>
    ) throws(DumpReader.Stop) {
        unsafe try move(to: Schema.block(of: title), number).append(title, record)
    }

    private mutating func move(
        to block: Int, _ number: UInt32
    ) throws(DumpReader.Stop) -> TitleRows {
        if isClosed[block] {
            if let last = lastLate { lateBytes += last.rows.bytes.count - last.bytes }
            lateCount += 1
            if lateCount > TitleBlockCollector.lateRowsMax
                || lateBytes > TitleBlockCollector.lateBytesMax
            {
                throw .halt
            }
            let rows = late[block] ?? TitleRows()
            late[block] = rows
            lastLate = (rows, rows.bytes.count)
            return rows
        }
        if isOrdered {
            let index = number < 10_000_000 ? 0 : number < 100_000_000 ? 1 : 2
            if block > current[index] {
                for passed in current[index]..<block where classOfBlock[passed] == UInt8(index) {
                    do throws(LoadError) {
                        try end(passed)
                    } catch {
                        throw .load(error)
                    }
                }
                current[index] = block
            }
        }
        let rows = open[block] ?? pool.take()
        open[block] = rows
        lastBlock = block
        unsafe lastRows = unsafe Unmanaged.passUnretained(rows)
        return rows
    }

    /// Closes every block that is still open or never had rows.
    ///
    /// - Throws: What closing a block throws.
    mutating func finish() throws(LoadError) {
        for block in 0..<blockCount where !isClosed[block] { try end(block) }
    }

    /// Opens blocks with late rows again, once all are written.
    ///
    /// - Parameter reopen: Called with a closed block and its late rows; false when it cannot take
    ///   them.
    /// - Throws: What `reopen` throws.
    /// - Returns: False when the file has to be read again with every block kept open.
    func reopenLate(
        _ reopen: (Int, TitleRows) throws(LoadError) -> Bool
    ) throws(LoadError) -> Bool {
        for (block, rows) in late.sorted(by: { $0.key < $1.key }) {
            guard try reopen(block, rows) else { return false }
        }
        return true
    }

    private mutating func end(_ block: Int) throws(LoadError) {
        guard !isClosed[block] else { return }
        isClosed[block] = true
        let rows = open.removeValue(forKey: block)
        if block == lastBlock { unsafe lastRows = nil }
        try close(block, rows)
    }
}

/// The rows of one block of titles, in arrival order.
final class TitleRows: @unchecked Sendable {  // one thread at a time
    /// Records of any layout, one after the other.
    var bytes = GrowableBuffer<UInt8>()
    private var starts = GrowableBuffer<UInt32>()
    private var slots = GrowableBuffer<UInt16>()
    /// ``starts`` by title, and where those of each title end; before the first, zero.
    private var grouped = GrowableBuffer<UInt32>()
    private var ends = GrowableBuffer<UInt32>()

    /// Notes that the next record belongs to a title.
    @inline(__always)
    func beginRow(_ title: UInt32) {
        starts.append(UInt32(bytes.count))
        slots.append(UInt16(Schema.slot(of: title)))
    }

    /// Adds a record about a title.
    @unsafe @inline(__always)
    func append(_ title: UInt32, _ record: UnsafeBufferPointer<UInt8>) {
        beginRow(title)
        unsafe bytes.append(contentsOf: record)
    }

    /// Adds the rows of another collection of the same block after these.
    func append(_ other: TitleRows) {
        let offset = UInt32(bytes.count)
        bytes.append(contentsOf: other.bytes)
        for row in 0..<other.starts.count { starts.append(other.starts[row] + offset) }
        slots.append(contentsOf: other.slots)
    }

    /// Forgets the rows and keeps the memory.
    func removeAll() {
        bytes.removeAll()
        starts.removeAll()
        slots.removeAll()
    }

    /// Replaces the number at the head of every record; a record whose number becomes
    /// ``NumberSet/absent`` is dropped.
    ///
    /// - Parameters:
    ///   - offset: Bytes from the start of a record to the number.
    ///   - ids: The set that knows the numbers.
    /// - Returns: How many records were dropped.
    func translate(at offset: Int, _ ids: NumberSet) -> Int {
        let bytes = unsafe UnsafeMutableRawBufferPointer(bytes.elements)
        let starts = unsafe starts.elements
        let slots = unsafe slots.elements
        var numbers = unsafe starts.map { start in
            unsafe bytes.loadUnaligned(fromByteOffset: Int(start) + offset, as: UInt32.self)
        }
        ids.translate(&numbers)
        var kept = 0
        for (row, node) in numbers.enumerated() where node != NumberSet.absent {
            unsafe bytes.storeBytes(
                of: node, toByteOffset: Int(starts[row]) + offset, as: UInt32.self)
            unsafe starts[kept] = starts[row]
            unsafe slots[kept] = slots[row]
            kept += 1
        }
        let dropped = numbers.count - kept
        self.starts.removeLast(dropped)
        self.slots.removeLast(dropped)
        return dropped
    }

    /// Groups the records by title, in arrival order within each; ``places(ofSlot:)`` tells then.
    func group() {
        grouped.removeAll()
        ends.removeAll()
        let ends = unsafe ends.appendRoom(Schema.nodesPerBlock + 1)
        unsafe ends.update(repeating: 0, count: Schema.nodesPerBlock + 1)
        for row in 0..<slots.count { unsafe ends[Int(slots[row]) + 1] += 1 }
        var total: UInt32 = 0
        for slot in 0..<Schema.nodesPerBlock {
            let count = unsafe ends[slot + 1]
            unsafe ends[slot + 1] = total
            total += count
        }
        let sorted = unsafe grouped.appendRoom(starts.count)
        for row in 0..<starts.count {
            let slot = Int(slots[row])
            unsafe sorted[Int(ends[slot + 1])] = starts[row]
            unsafe ends[slot + 1] += 1
        }
    }

    /// The places of a title's records among the grouped ones.
    @inline(__always)
    func places(ofSlot slot: Int) -> Range<Int> { Int(ends[slot])..<Int(ends[slot + 1]) }

    /// Where the record at a place starts.
    @inline(__always)
    func start(at place: Int) -> UInt32 { grouped[place] }

    /// Sorts records of a title by where they start.
    func sort(_ places: Range<Int>, by precedes: (UInt32, UInt32) -> Bool) {
        unsafe UnsafeMutableBufferPointer(rebasing: grouped.elements[places])
            .sortShort(by: precedes)
    }
}
