internal import CLMDB
internal import Glibc

/// Why the store refused; closed on purpose, so that callers switch without `default`.
public enum StoreError: Error, Equatable {
    /// A call of the operating system failed: what was done, to which path, errno.
    case file(operation: String, path: String, code: Int32)
    /// LMDB refused: what was done and its code.
    case lmdb(operation: String, code: Int32)
    /// The file system has no room for what is being written; the path is the first that did not
    /// fit.
    case diskFull(path: String)
    /// The directory holds no `CURRENT`: nothing has been loaded into it.
    case nothingLoaded(path: String)
    /// `CURRENT` does not hold the name of a generation, or names one that is not there.
    case currentInvalid(path: String, content: String)
    /// The file is not a costar data file.
    case foreign(path: String, reason: String)
    /// The file was written in another format version.
    case version(path: String, found: UInt32, expected: UInt32)
    /// The file is shorter than its last page.
    case truncated(path: String, expected: Int, found: Int)
    /// The load that wrote the file did not finish.
    case incomplete(path: String)
    /// A record does not decode.
    case corrupted(table: String, key: String, reason: String)
    /// The directory has no generation of that name.
    case noGeneration(path: String, word: String, known: [String])
    /// Another process changes the directory.
    case locked(path: String, holder: String)
}

extension StoreError: CustomStringConvertible {
    /// What was expected, what came, where, and what to do.
    public var description: String {
        switch self {
        case .file(let operation, let path, let code):
            "cannot \(operation) \(path): \(StoreError.text(errno: code))"
        case .lmdb(let operation, let code):
            unsafe "cannot \(operation): \(String(cString: mdb_strerror(code))) (\(code))"
        case .diskFull(let path):
            "no space left for \(path): free some on that disk, or choose another --db"
        case .nothingLoaded(let path):
            "\(path) holds no graph: run 'costar load DUMPS --db \(path)' first"
        case .currentInvalid(let path, let content):
            "\(path)/CURRENT names '\(content)', which is not a generation in \(path): "
                + "'costar generations list --db \(path)' tells which there are, "
                + "'costar generations use N --db \(path)' takes one"
        case .foreign(let path, let reason):
            "\(path) is not a costar data file: \(reason)"
        case .version(let path, let found, let expected):
            "\(path) has format version \(found), this costar reads version \(expected): "
                + "load the dumps again with this version"
        case .truncated(let path, let expected, let found):
            "\(path) is cut off: \(expected) bytes expected, \(found) found: "
                + "restore the file or load the dumps again"
        case .incomplete(let path):
            "\(path) was never finished: the load that wrote it stopped; load the dumps again"
        case .corrupted(let table, let key, let reason):
            "damaged data in table \(table), key \(key): \(reason): run 'costar check'"
        case .noGeneration(let path, let word, let known):
            "\(path) has no generation '\(word)'; it has \(known.joined(separator: ", "))"
        case .locked(let path, let holder):
            "\(path) is being changed by process \(holder): wait for it, or stop it"
        }
    }

    static func text(errno code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }
}
