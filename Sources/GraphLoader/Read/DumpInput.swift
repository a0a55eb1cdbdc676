internal import Glibc
internal import GraphStore

/// A dump that a load reads: where it lies, and what tells its content from another.
struct DumpInput: Sendable {
    let path: String
    /// Bytes of the file.
    let bytes: Int
    /// `gzip CRC ISIZE` as the file's last eight bytes say, `plain MTIME` of one not compressed.
    ///
    /// So a file is recognised without being read. Of several gzip members the last one counts,
    /// beside the size of all.
    let fingerprint: String
    let isCompressed: Bool
    /// Whether it can be read twice: a pipe cannot.
    let isRegular: Bool
    /// What another file, or this one written again, has not all of.
    private let identity: [Int]

    /// Looks at a file; one that is no regular file is not opened, for its writer would notice.
    init(_ path: String) throws(LoadError) {
        self.path = path
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw .input(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        identity = DumpInput.identity(status)
        bytes = isRegular ? Int(status.st_size) : 0
        var trailer: UInt64 = 0
        var isCompressed = false
        if isRegular {
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw .input(path: path, reason: unsafe String(cString: strerror(errno)))
            }
            defer { close(descriptor) }
            isCompressed = DumpInput.number(descriptor, at: 0, bytes: 2) == 0x8B1F
            if isCompressed {
                trailer = DumpInput.number(descriptor, at: bytes - 8, bytes: 8)
            }
        }
        self.isCompressed = isCompressed
        if trailer != 0 {
            let digits = String(trailer & 0xFFFF_FFFF, radix: 16)
            let zeros = String(repeating: "0", count: 8 - digits.count)
            fingerprint = "gzip \(zeros)\(digits) \(trailer >> 32)"
        } else {
            fingerprint = "plain \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        }
    }

    /// Makes sure that the file is still the one that was looked at first.
    func checkUnchanged() throws(LoadError) {
        guard isRegular else { return }
        var status = stat()
        guard unsafe stat(path, &status) == 0, DumpInput.identity(status) == identity else {
            throw .input(
                path: path, reason: "it was replaced or written while the load ran: load again")
        }
    }

    private static func identity(_ status: stat) -> [Int] {
        [
            Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec,
            status.st_mtim.tv_nsec,
        ]
    }

    /// A little-endian number at a place of a file, 0 when it ends before.
    private static func number(_ descriptor: Int32, at offset: Int, bytes count: Int) -> UInt64 {
        var number: UInt64 = 0
        let read = unsafe withUnsafeMutableBytes(of: &number) { room in
            unsafe pread(descriptor, room.baseAddress, count, off_t(max(0, offset)))
        }
        return read == count ? UInt64(littleEndian: number) : 0
    }
}
