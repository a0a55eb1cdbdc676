internal import CLMDB

/// Owns one `MDB_txn` and a share of the environment.
@safe final class TransactionHandle: @unchecked Sendable {  // MDB_NOTLS: not tied to a thread
    private let environment: Environment
    private(set) var raw: OpaquePointer?

    init(_ environment: Environment, readOnly: Bool) throws(StoreError) {
        var begun: OpaquePointer?
        let flags = readOnly ? UInt32(MDB_RDONLY) : 0
        try unsafe check(
            mdb_txn_begin(environment.raw, nil, flags, &begun), "begin a transaction")
        self.environment = environment
        unsafe raw = begun
    }

    var open: OpaquePointer {
        guard let open = unsafe raw else { preconditionFailure("the transaction has ended") }
        return unsafe open
    }

    func commit() throws(StoreError) {
        let ending = unsafe open
        unsafe raw = nil  // LMDB frees it also when the commit fails
        try unsafe checkWrite(mdb_txn_commit(ending), "commit")
    }

    /// Turns the return code of a call that writes into a thrown error.
    func checkWrite(
        _ code: Int32, _ operation: @autoclosure () -> String
    ) throws(StoreError) { try environment.file.checkWrite(code, operation()) }

    deinit {
        if let open = unsafe raw { unsafe mdb_txn_abort(open) }
    }
}

/// A named table of an environment.
struct TableHandle: Sendable {
    let raw: UInt32
}

/// A snapshot: what it hands out stays valid until it goes out of scope.
@safe struct ReadTransaction: ~Copyable, Sendable {
    private let handle: TransactionHandle

    init(_ environment: Environment) throws(StoreError) {
        handle = try TransactionHandle(environment, readOnly: true)
    }

    /// A table, nil when the file has none of that name.
    func table(_ name: String) throws(StoreError) -> TableHandle? {
        var opened: MDB_dbi = 0
        let code = unsafe mdb_dbi_open(handle.open, name, 0, &opened)
        if code == MDB_NOTFOUND { return nil }
        try check(code, "open table \(name)")
        return TableHandle(raw: opened)
    }

    /// The table that holds the names of all others.
    func mainTable() throws(StoreError) -> TableHandle {
        var opened: MDB_dbi = 0
        try unsafe check(mdb_dbi_open(handle.open, nil, 0, &opened), "open the main table")
        return TableHandle(raw: opened)
    }

    /// Flags of a table, to tell integer keys from others.
    func hasIntegerKeys(_ table: TableHandle) throws(StoreError) -> Bool {
        var flags: UInt32 = 0
        try unsafe check(mdb_dbi_flags(handle.open, table.raw, &flags), "read table flags")
        return flags & UInt32(MDB_INTEGERKEY) != 0
    }

    /// The value under a text key.
    func value(_ key: String, in table: TableHandle) throws(StoreError) -> UnsafeRawBufferPointer? {
        let found = unsafe get(handle.open, table.raw, Array(key.utf8))
        if unsafe found.code == MDB_NOTFOUND { return nil }
        try unsafe check(found.code, "read \(key)")
        return unsafe UnsafeRawBufferPointer(start: found.value.mv_data, count: found.value.mv_size)
    }

    /// Calls `body` with every key and value of a table, in key order.
    func forEach(
        _ table: TableHandle,
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws(StoreError) -> Void
    ) throws(StoreError) {
        var opened: OpaquePointer?
        try unsafe check(mdb_cursor_open(handle.open, table.raw, &opened), "open a cursor")
        guard let cursor = unsafe opened else { return }
        defer { unsafe mdb_cursor_close(cursor) }
        while true {
            let step = unsafe next(cursor)
            if unsafe step.code == MDB_NOTFOUND { return }
            try unsafe check(step.code, "walk a table")
            try unsafe body(
                UnsafeRawBufferPointer(start: step.key.mv_data, count: step.key.mv_size),
                UnsafeRawBufferPointer(start: step.value.mv_data, count: step.value.mv_size))
        }
    }

    /// Size and shape of a table.
    func pages(_ table: TableHandle) throws(StoreError) -> (entries: Int, pages: Int) {
        var statistics = MDB_stat()
        try unsafe check(mdb_stat(handle.open, table.raw, &statistics), "measure a table")
        return (
            Int(statistics.ms_entries),
            Int(
                statistics.ms_branch_pages + statistics.ms_leaf_pages + statistics.ms_overflow_pages
            )
        )
    }
}

/// The only writer: `commit()` consumes it, going out of scope rolls back.
@safe struct WriteTransaction: ~Copyable {
    private let handle: TransactionHandle

    init(_ environment: Environment) throws(StoreError) {
        handle = try TransactionHandle(environment, readOnly: false)
    }

    /// Opens a table and makes it when it is missing.
    func table(_ name: String, integerKeys: Bool) throws(StoreError) -> TableHandle {
        var opened: MDB_dbi = 0
        let flags = UInt32(MDB_CREATE | (integerKeys ? MDB_INTEGERKEY : 0))
        try unsafe handle.checkWrite(
            mdb_dbi_open(handle.open, name, flags, &opened), "make table \(name)")
        return TableHandle(raw: opened)
    }

    /// Stores a block under its number.
    func put(_ value: [UInt8], block: UInt32, in table: TableHandle) throws(StoreError) {
        let key = unsafe withUnsafeBytes(of: block) { unsafe Array($0) }
        try handle.checkWrite(
            unsafe store(handle.open, table.raw, key, value), "store block \(block)")
    }

    /// Stores a value under a text key.
    func put(_ value: [UInt8], key: String, in table: TableHandle) throws(StoreError) {
        try handle.checkWrite(
            unsafe store(handle.open, table.raw, Array(key.utf8), value), "store \(key)")
    }

    /// A copy of the block under a number, nil when there is none.
    func value(block: UInt32, in table: TableHandle) throws(StoreError) -> [UInt8]? {
        let key = unsafe withUnsafeBytes(of: block) { unsafe Array($0) }
        let found = unsafe get(handle.open, table.raw, key)
        if unsafe found.code == MDB_NOTFOUND { return nil }
        try unsafe check(found.code, "read block \(block)")
        return unsafe Array(
            UnsafeRawBufferPointer(start: found.value.mv_data, count: found.value.mv_size))
    }

    /// Removes everything from a table.
    func removeAll(in table: TableHandle) throws(StoreError) {
        try unsafe handle.checkWrite(mdb_drop(handle.open, table.raw, 0), "empty a table")
    }

    /// Makes the changes part of the file.
    consuming func commit() throws(StoreError) { try handle.commit() }
}

// MARK: C calls alone

// Their `var`s stay here: beside a pointer that is kept they would be moved to the heap.

@unsafe private struct Found {
    let code: Int32
    let value: MDB_val
}

@unsafe private struct Step {
    let code: Int32
    let key: MDB_val
    let value: MDB_val
}

private func get(_ transaction: OpaquePointer, _ table: MDB_dbi, _ key: [UInt8]) -> Found {
    var key = key
    var value = unsafe MDB_val()
    let code = unsafe key.withUnsafeMutableBytes { bytes in
        var wanted = unsafe MDB_val(mv_size: bytes.count, mv_data: bytes.baseAddress)
        return unsafe mdb_get(transaction, table, &wanted, &value)
    }
    return unsafe Found(code: code, value: value)
}

private func next(_ cursor: OpaquePointer) -> Step {
    var key = unsafe MDB_val()
    var value = unsafe MDB_val()
    let code = unsafe mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
    return unsafe Step(code: code, key: key, value: value)
}

private func store(
    _ transaction: OpaquePointer, _ table: MDB_dbi, _ key: [UInt8], _ value: [UInt8]
) -> Int32 {
    var key = key
    return unsafe key.withUnsafeMutableBytes { keyBytes in
        unsafe value.withUnsafeBytes { valueBytes in
            var name = unsafe MDB_val(mv_size: keyBytes.count, mv_data: keyBytes.baseAddress)
            var content = unsafe MDB_val(
                mv_size: valueBytes.count,
                mv_data: UnsafeMutableRawPointer(mutating: valueBytes.baseAddress))
            return unsafe mdb_put(transaction, table, &name, &content, 0)
        }
    }
}
