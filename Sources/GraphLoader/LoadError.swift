public import GraphStore

/// Why a load stopped; the live generation is as it was.
public enum LoadError: Error, Equatable {
    /// The store refused.
    case store(StoreError)
    /// An input cannot be opened or read.
    case input(path: String, reason: String)
    /// A directory holds none of the dumps.
    case noDumps(directory: String)
    /// A path that is no dump's name.
    case notADump(path: String)
    /// Two inputs for one file.
    case twice(file: DumpFile, first: String, second: String)
    /// A file that a load needs is not there.
    case missing(file: DumpFile, searched: String)
    /// A header line lacks a column.
    case column(path: String, column: String, found: String)
    /// A gzip file is damaged or cut off.
    case damaged(path: String, byte: Int, reason: String)
    /// The file system is too full.
    case noRoom(path: String, needed: Int, free: Int)
    /// No title has one of the types that were asked for.
    case unknownTypes([String], known: [String])
    /// The system gives no thread.
    case noThread(reason: String)
    /// Another thread of the load failed, and its error is the one that is told.
    case stopped
    /// With `--strict`: the first row that would have been rejected.
    case rejected(path: String, line: Int, column: String, reason: String)
}

extension LoadError: CustomStringConvertible {
    /// What was expected, what came, where, and what to do.
    public var description: String {
        switch self {
        case .store(let error): error.description
        case .input(let path, let reason): "cannot read \(path): \(reason)"
        case .noDumps(let directory):
            "\(directory) holds none of the dumps: expected files such as title.basics.tsv.gz"
        case .notADump(let path):
            "\(path) is not the name of a dump: expected one of "
                + DumpFile.allCases.map { "\($0.rawValue).tsv[.gz]" }.joined(separator: ", ")
        case .twice(let file, let first, let second):
            "\(file.rawValue) is there twice: \(first) and \(second): remove one or name the files"
        case .missing(let file, let searched):
            "\(file.rawValue).tsv.gz is missing in \(searched): it is needed, with "
                + DumpFile.allCases.filter { !$0.isOptional && $0 != file }
                .map(\.rawValue).joined(separator: " and ")
        case .column(let path, let column, let found):
            "\(path), line 1: column \(column) is missing in the header '\(found)'"
        case .damaged(let path, let byte, let reason):
            "\(path) is damaged at byte \(byte): \(reason): download it again"
        case .noRoom(let path, let needed, let free):
            "\(path) has room for \(free >> 20) MiB, a load of these dumps may need "
                + "\(needed >> 20) MiB: make room, remove old generations "
                + "('costar generations prune --keep 1'), or load with --force"
        case .unknownTypes(let types, let known):
            "no title is of type \(types.joined(separator: " or ")); "
                + "there are \(known.joined(separator: ", "))"
        case .noThread(let reason): "no thread to load with: \(reason)"
        case .stopped: "another part of the load failed"
        case .rejected(let path, let line, let column, let reason):
            "\(path), line \(line), column \(column): \(reason) (--strict stops at the first)"
        }
    }
}

/// Runs a call of the store and hands its errors on as those of a load.
func storing<Result: ~Copyable>(
    _ body: () throws(StoreError) -> Result
) throws(LoadError) -> Result {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
}
