internal import CInflate
internal import CJSON
internal import Glibc

/// Reads one dump row by row: finds columns by the header, counts lines, keeps bad rows aside.
@safe final class DumpReader {
    /// What came out of a file.
    struct Outcome: Sendable {
        var rowsRead = 0
        var rowsKept = 0
        var rowsRejected = 0
        var bytesRead = 0
        var plainBytes = 0
        var extraColumns: [String] = []
    }

    /// Why a row's consumer stops.
    enum Stop: Error {
        /// This row only.
        case row(RowProblem)
        /// The load.
        case load(LoadError)
        /// Reading this file; nothing is wrong with it.
        case halt
    }

    let file: DumpFile
    let path: String
    private let rejects: RejectLog
    private let progress: LoadProgress
    private let stop: StopFlag
    private let reader: LineReader
    private var places: [Int] = []
    private var fieldCount = 0
    private var line = 0
    private var separators = Separators()
    private(set) var outcome = Outcome()

    /// Opens a dump and starts to inflate it.
    init(
        _ file: DumpFile, path: String, rejects: RejectLog, progress: LoadProgress,
        stop: StopFlag
    ) throws(LoadError) {
        self.file = file
        self.path = path
        self.rejects = rejects
        self.progress = progress
        self.stop = stop
        reader = try LineReader(try InputFile(path))
    }

    /// Calls `body` with every well-formed row; a row for which it throws `.row` is kept aside.
    ///
    /// - Returns: False when `body` halted before the end.
    /// - Throws: What is wrong with the input, ``LoadError/stopped`` when another thread failed.
    @discardableResult
    func forEachRow(_ body: (Row) throws(Stop) -> Void) throws(LoadError) -> Bool {
        var isFirst = true
        while let bytes = try unsafe reader.lines() {
            try stop.check()
            for _ in 0..<reader.skippedLines { try rejectSkipped() }
            guard let base = bytes.baseAddress, bytes.count > 0 else { continue }
            unsafe separators.find(base, bytes.count)
            let isClean =
                unsafe costar_is_utf8(base, bytes.count) != 0
                && memchr(base, 0, bytes.count) == nil
            if isFirst {
                let end = separators.endOfFirstLine
                let first = unsafe Array(UnsafeBufferPointer(start: base, count: end))
                let header = try DumpHeader(first, of: file, path: path)
                places = header.places
                fieldCount = header.fieldCount
                outcome.extraColumns = header.extraColumns
                line += 1
            }
            guard try unsafe rows(base, from: isFirst ? 1 : 0, isClean, body) else { return false }
            isFirst = false
            progress.read(file, rows: outcome.rowsRead, bytes: reader.compressedBytesRead)
        }
        if isFirst {
            throw .column(path: path, column: file.columns[0], found: "")
        }
        outcome.bytesRead = reader.compressedBytesRead
        outcome.plainBytes = reader.bytesRead
        return true
    }

    private func rejectSkipped() throws(LoadError) {
        line += 1
        outcome.rowsRead += 1
        outcome.rowsRejected += 1
        try unsafe rejects.reject(
            file, path: path, line: line, RowProblem(nil, .lineTooLong),
            row: UnsafeBufferPointer(start: nil, count: 0))
    }

    /// Calls `body` with the rows of a part, those of its lines from one on; false when it halted.
    private func rows(
        _ base: UnsafePointer<UInt8>, from firstLine: Int, _ isClean: Bool,
        _ body: (Row) throws(Stop) -> Void
    ) throws(LoadError) -> Bool {
        let fields = fieldCount
        let places = UnsafeMutablePointer<Int>.allocate(capacity: self.places.count)
        defer { unsafe places.deallocate() }
        for index in self.places.indices { unsafe places[index] = self.places[index] }
        for lineOfPart in firstLine..<separators.lineCount {
            line += 1
            outcome.rowsRead += 1
            let found = unsafe separators.line(lineOfPart)
            let ends = unsafe found.ends
            let start = unsafe Int(ends[-1] &+ 1)
            let end = unsafe Int(ends[found.count - 1])
            let isCRLF = unsafe end > start && base[end - 1] == 13
            if isCRLF { unsafe ends[found.count - 1] -= 1 }
            defer { if isCRLF { unsafe ends[found.count - 1] += 1 } }
            do throws(Stop) {
                if unsafe found.count != fields {
                    throw .row(
                        RowProblem(
                            nil, unsafe found.count < fields ? .tooFewFields : .tooManyFields))
                }
                if end - start > LineReader.lineBytesMax {
                    throw .row(RowProblem(nil, .lineTooLong))
                }
                if !isClean { try unsafe checkBytes(base + start, end - start) }
                try unsafe body(Row(base: base, ends: ends, places: places))
                outcome.rowsKept += 1
            } catch {
                switch error {
                case .load(let error): throw error
                case .halt: return false
                case .row(let problem):
                    outcome.rowsRejected += 1
                    try unsafe rejects.reject(
                        file, path: path, line: line, problem,
                        row: UnsafeBufferPointer(start: base + start, count: end - start))
                }
            }
        }
        return true
    }

    private func checkBytes(_ base: UnsafePointer<UInt8>, _ count: Int) throws(Stop) {
        if unsafe memchr(base, 0, count) != nil { throw .row(RowProblem(nil, .holdsNUL)) }
        if unsafe costar_is_utf8(base, count) == 0 { throw .row(RowProblem(nil, .notUTF8)) }
    }
}

/// Runs the parsing part of a row's consumer.
@inline(__always)
func parsing<Result>(
    _ body: () throws(RowProblem) -> Result
) throws(DumpReader.Stop) -> Result {
    do throws(RowProblem) { return try body() } catch { throw .row(error) }
}
