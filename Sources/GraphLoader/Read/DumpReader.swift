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
    private var separators: [UInt32] = []
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
            unsafe index(base, bytes.count)
            let isClean =
                unsafe costar_is_utf8(base, bytes.count) != 0
                && memchr(base, 0, bytes.count) == nil
            var separator = 0
            var lineStart = 0
            if isFirst {
                isFirst = false
                let end = unsafe endOfLine(base, &separator)
                let first = unsafe Array(UnsafeBufferPointer(start: base, count: end))
                let header = try DumpHeader(first, of: file, path: path)
                places = header.places
                fieldCount = header.fieldCount
                outcome.extraColumns = header.extraColumns
                lineStart = end + 1
                line += 1
            }
            guard try unsafe rows(base, separator, lineStart, isClean, body) else { return false }
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

    /// Notes where every tab and line feed of a part stands.
    private func index(_ base: UnsafePointer<UInt8>, _ count: Int) {
        // Never more separators than bytes; one vector of 64 bytes beyond is written at most.
        if separators.count < count + 64 {
            separators = [UInt32](repeating: 0, count: count + 64)
        }
        unsafe separators.withUnsafeMutableBufferPointer { out in
            var written = 0
            var offset = 0
            while offset < count {
                var mask = unsafe costar_separators(base + offset)
                if count - offset < 64 { mask &= (1 << UInt64(count - offset)) - 1 }
                while mask != 0 {
                    unsafe out[written] = UInt32(
                        truncatingIfNeeded: offset + mask.trailingZeroBitCount)
                    written += 1
                    mask &= mask - 1
                }
                offset += 64
            }
            separatorCount = written
        }
    }
    private var separatorCount = 0

    private func endOfLine(_ base: UnsafePointer<UInt8>, _ separator: inout Int) -> Int {
        while unsafe base[Int(separators[separator])] != 10 { separator += 1 }
        separator += 1
        return Int(separators[separator - 1])
    }

    private func rows(
        _ base: UnsafePointer<UInt8>, _ firstSeparator: Int, _ firstStart: Int, _ isClean: Bool,
        _ body: (Row) throws(Stop) -> Void
    ) throws(LoadError) -> Bool {
        var separator = firstSeparator
        var start = firstStart
        let fields = fieldCount
        let starts = UnsafeMutablePointer<UInt32>.allocate(capacity: fields + 1)
        defer { unsafe starts.deallocate() }
        let places = UnsafeMutablePointer<Int>.allocate(capacity: self.places.count)
        defer { unsafe places.deallocate() }
        for index in self.places.indices { unsafe places[index] = self.places[index] }
        while separator < separatorCount {
            line += 1
            outcome.rowsRead += 1
            let lineBase = unsafe base + start
            unsafe starts[0] = 0
            var field = 0
            var end = 0
            while true {
                end = Int(separators[separator])
                separator += 1
                field += 1
                if field <= fields { unsafe starts[field] = UInt32(end - start + 1) }
                if unsafe base[end] == 10 { break }
            }
            if unsafe end > start && base[end - 1] == 13 && field <= fields {
                unsafe starts[field] -= 1  // CRLF
            }
            do throws(Stop) {
                if field != fields {
                    throw .row(RowProblem(nil, field < fields ? .tooFewFields : .tooManyFields))
                }
                if end - start > LineReader.lineBytesMax {
                    throw .row(RowProblem(nil, .lineTooLong))
                }
                if !isClean { try unsafe checkBytes(lineBase, end - start) }
                try unsafe body(Row(base: lineBase, starts: starts, places: places))
                outcome.rowsKept += 1
            } catch {
                switch error {
                case .load(let error): throw error
                case .halt: return false
                case .row(let problem):
                    outcome.rowsRejected += 1
                    try unsafe rejects.reject(
                        file, path: path, line: line, problem,
                        row: UnsafeBufferPointer(start: lineBase, count: end - start))
                }
            }
            start = end + 1
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
