internal import GraphStore
internal import Synchronization

/// Keeps rejected rows aside in `rejects.tsv` and counts them by file and reason.
///
/// Lines of the file: dump, line number, column, reason, the row as it was (its tabs included).
/// A row is kept up to ``rowBytesMax``; after ``rowsMax`` rows of one dump they are only counted.
/// Dumps are read side by side, so each has a part of its own until ``finish()`` joins them.
final class RejectLog: Sendable {
    /// Rows of one dump that are kept.
    static let rowsMax = 1_000_000
    /// Bytes of a row that are kept.
    static let rowBytesMax = 65_536
    static let name = "rejects.tsv"
    private static let header = "file\tline\tcolumn\treason\trow\n"

    private struct Part {
        var pending: [UInt8] = []
        var counts: [RejectReason: Int] = [:]
        var rows = 0
        var isOnDisk = false
    }

    private let directory: String?
    private let isStrict: Bool
    private let parts = Mutex<[DumpFile: Part]>([:])

    /// Will write into the generation that is being built; without one, rows are only counted.
    init(directory: String?, isStrict: Bool) {
        self.directory = directory
        self.isStrict = isStrict
    }

    /// Counts a row and keeps it; with `--strict` stops the load.
    func reject(
        _ file: DumpFile, path: String, line: Int, _ problem: RowProblem,
        row: UnsafeBufferPointer<UInt8>
    ) throws(LoadError) {
        let column = problem.column.map { file.columns[$0] } ?? "-"
        if isStrict {
            throw .rejected(
                path: path, line: line, column: column, reason: problem.reason.rawValue)
        }
        try parts.withLock { parts throws(LoadError) in
            var part = parts[file] ?? Part()
            parts[file] = nil  // so that its buffer is not copied
            part.counts[problem.reason, default: 0] += 1
            part.rows += 1
            if part.rows <= RejectLog.rowsMax && directory != nil {
                let head = "\(file.rawValue)\t\(line)\t\(column)\t\(problem.reason.rawValue)\t"
                part.pending += head.utf8
                unsafe part.pending.append(
                    contentsOf: UnsafeBufferPointer(rebasing: row.prefix(RejectLog.rowBytesMax)))
                part.pending.append(10)
                if part.pending.count > 1 << 20 { try flush(file, &part) }
            }
            parts[file] = part
        }
    }

    /// Forgets the rows of a dump: it is read again from the start.
    func restart(_ file: DumpFile) throws(LoadError) {
        let path = directory.map { partPath(file, in: $0) }
        try parts.withLock { parts throws(LoadError) in
            parts[file] = nil
            guard let path else { return }
            try storing { () throws(StoreError) in try FileSystem.remove(path) }
        }
    }

    /// Rejected rows of a dump by reason.
    func counts(_ file: DumpFile) -> [RejectReason: Int] {
        parts.withLock { $0[file]?.counts ?? [:] }
    }

    /// Joins the parts into `rejects.tsv`, in the order of ``DumpFile``.
    func finish() throws(LoadError) {
        guard let directory else { return }
        let path = "\(directory)/\(RejectLog.name)"
        try parts.withLock { parts throws(LoadError) in
            try storing { () throws(StoreError) in
                try FileSystem.append(Array(RejectLog.header.utf8), to: path)
                for file in DumpFile.allCases {
                    guard let part = parts[file] else { continue }
                    if part.isOnDisk {
                        let partPath = partPath(file, in: directory)
                        try FileSystem.append(contentsOf: partPath, to: path)
                        try FileSystem.remove(partPath)
                    }
                    try FileSystem.append(part.pending, to: path)
                }
            }
        }
    }

    private func partPath(_ file: DumpFile, in directory: String) -> String {
        "\(directory)/rejects.\(file.rawValue).part"
    }

    private func flush(_ file: DumpFile, _ part: inout Part) throws(LoadError) {
        guard let directory else { return }
        let (bytes, path) = (part.pending, partPath(file, in: directory))
        try storing { () throws(StoreError) in try FileSystem.append(bytes, to: path) }
        part.pending.removeAll(keepingCapacity: true)
        part.isOnDisk = true
    }
}
