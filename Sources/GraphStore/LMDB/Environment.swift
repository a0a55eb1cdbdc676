internal import CLMDB
internal import CSystem
internal import Glibc

/// An open LMDB environment; one per file and process.
///
/// Transactions hold it strongly, so the map is closed after the last of them has ended whatever
/// order the optimiser picks for releases.
@safe final class Environment: Sendable {
    nonisolated(unsafe) let raw: OpaquePointer  // LMDB environments may be used from any thread
    /// The directory of the file.
    let path: String

    /// What it is written to.
    let file: WrittenFile

    /// How a file is opened.
    enum Mode {
        /// An immutable file: no lock file, nothing is created or written.
        case reading
        /// A file under construction that nobody else opens: no lock file, synced by hand.
        case building
    }

    /// Opens `data.mdb` in a directory.
    ///
    /// - Parameters:
    ///   - path: The directory.
    ///   - mode: What for.
    ///   - mapBytes: How far a file under construction may grow. What is in use is mapped however
    ///     little is asked for: a reader needs no more, and tools that watch every address
    ///     (valgrind) refuse a terabyte.
    /// - Throws: What LMDB says, in the words of the store.
    /// - Source: LMDB 0.9.24 `lmdb.h`: `MDB_NOTLS` because snapshots move between threads,
    ///   `MDB_NOLOCK` because a generation has one writer before and none after its swap.
    init(path: String, mode: Mode, mapBytes: Int = 4_096) throws(StoreError) {
        let file = WrittenFile(path: "\(path)/\(DataDirectory.dataName)")
        var created: OpaquePointer?
        try unsafe check(mdb_env_create(&created), "create an environment")
        guard let environment = unsafe created else {
            throw .lmdb(operation: "create an environment", code: 12)
        }
        do throws(StoreError) {
            try unsafe check(mdb_env_set_mapsize(environment, mapBytes), "set the map size")
            try unsafe check(
                mdb_env_set_maxdbs(environment, UInt32(StoreTable.all.count + 8)),
                "set the number of tables")
            let flags =
                switch mode {
                case .reading: MDB_RDONLY | MDB_NOLOCK | MDB_NOTLS
                case .building: MDB_NOSYNC | MDB_NOLOCK | MDB_NOTLS | MDB_NOMEMINIT
                }
            let code = unsafe mdb_env_open(environment, path, UInt32(flags), 0o644)
            if mode == .building { try file.checkWrite(code, "open \(path)") }
            try check(code, "open \(path)")
        } catch {
            unsafe mdb_env_close(environment)
            throw error
        }
        unsafe raw = environment
        self.path = path
        self.file = file
    }

    deinit { unsafe mdb_env_close(raw) }

    /// Bytes up to the end of the last page in use.
    func usedBytes() throws(StoreError) -> Int {
        var info = unsafe MDB_envinfo()
        try unsafe check(mdb_env_info(raw, &info), "ask for the size")
        return try unsafe (info.me_last_pgno + 1) * pageBytes()
    }

    /// Bytes of a page.
    func pageBytes() throws(StoreError) -> Int {
        var statistics = MDB_stat()
        try unsafe check(mdb_env_stat(raw, &statistics), "ask for the page size")
        return Int(statistics.ms_psize)
    }

    /// Begins to write to the disk what is not there yet.
    func startWriteback() {
        var descriptor: mdb_filehandle_t = -1
        guard unsafe mdb_env_get_fd(raw, &descriptor) == 0 else { return }
        // Only begun: what goes wrong is told by `sync()`.
        costar_start_writeback(descriptor)
    }

    /// Writes everything to the disk.
    func sync() throws(StoreError) {
        try unsafe file.checkWrite(mdb_env_sync(raw, 1), "sync the data file")
    }
}

/// A file that LMDB writes, for errors that name it.
struct WrittenFile {
    let path: String

    /// Turns the return code of a call that writes into a thrown error.
    ///
    /// - Source: LMDB 0.9.24 `mdb_page_flush`: a write that the disk took only a part of is EIO.
    func checkWrite(
        _ code: Int32, _ operation: @autoclosure () -> String
    ) throws(StoreError) {
        if code == ENOSPC || code == EDQUOT || code == EIO && isDiskFull {
            throw .diskFull(path: path)
        }
        try check(code, operation())
    }

    /// Whether there is less room than any batch needs.
    private var isDiskFull: Bool {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 1 << 20
    }
}

/// Turns a return code of LMDB into a thrown error: the only place where codes are read.
@inline(__always)
func check(_ code: Int32, _ operation: @autoclosure () -> String) throws(StoreError) {
    if code != 0 { throw .lmdb(operation: operation(), code: code) }
}
