internal import CLMDB
internal import GraphModel
internal import Glibc

/// Opens a data file and tells what is wrong with one that cannot be used.
enum DataFile {
    /// LMDB's page size on the machines costar runs on; a file says its own.
    static let pageBytes = 4_096

    /// A snapshot of the data file of a generation, after its format record has been verified.
    static func open(_ directory: String) throws(StoreError) -> ReadTransaction {
        let path = "\(directory)/\(DataDirectory.dataName)"
        guard let size = try FileSystem.size(path) else {
            throw .file(operation: "open", path: path, code: ENOENT)
        }
        guard size > 0 else { throw .foreign(path: path, reason: "it is empty") }
        let environment: Environment
        do throws(StoreError) {
            environment = try Environment(path: directory, mode: .reading)
        } catch {
            guard case .lmdb(_, let code) = error else { throw error }
            switch code {
            case MDB_INVALID:
                throw .foreign(path: path, reason: "it does not begin like an LMDB file")
            case MDB_VERSION_MISMATCH:
                throw .foreign(path: path, reason: "it was written by another version of LMDB")
            case ENOENT where size < 2 * pageBytes:
                throw .truncated(path: path, expected: 2 * pageBytes, found: size)
            case Int32.min..<0: throw error
            default: throw .file(operation: "open", path: path, code: code)
            }
        }
        // LMDB maps a file that ends early without a word and the first look past its end kills
        // the process, so compare sizes before anything is read.
        let used = try environment.usedBytes()
        guard size >= used else { throw .truncated(path: path, expected: used, found: size) }
        let transaction = try ReadTransaction(environment)
        guard let meta = try transaction.table(StoreTable.meta.name) else {
            throw .foreign(path: path, reason: "it has no table meta")
        }
        guard let format = try unsafe transaction.value(StoreFormat.formatKey, in: meta),
            format.count == 12, unsafe format.prefix(8).elementsEqual(StoreFormat.magic)
        else { throw .foreign(path: path, reason: "it has no format record of costar") }
        let version = unsafe format.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
        guard version == StoreFormat.version else {
            throw .version(path: path, found: version, expected: StoreFormat.version)
        }
        guard try unsafe transaction.value(StoreFormat.completeKey, in: meta) != nil else {
            throw .incomplete(path: path)
        }
        return transaction
    }

    /// Titles, people and credits of a generation, without opening its blocks.
    static func counts(_ directory: String) throws(StoreError) -> [Int] {
        let transaction = try open(directory)
        guard let meta = try transaction.table(StoreTable.meta.name) else { return [] }
        let statistics = try MetaRecords.statistics(transaction, meta)
        return statistics.nodes + [statistics.creditCount]
    }
}
