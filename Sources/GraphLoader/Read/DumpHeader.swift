/// The first line of a dump: where each column stands.
struct DumpHeader: Sendable {
    /// The field of each column of ``DumpFile/columns``.
    let places: [Int]
    /// Fields of a row.
    let fieldCount: Int
    /// Columns that this costar does not know.
    let extraColumns: [String]

    /// Reads the line, without its line feed.
    ///
    /// - Throws: ``LoadError/column(path:column:found:)`` when a column is missing.
    init(_ line: [UInt8], of file: DumpFile, path: String) throws(LoadError) {
        var text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.unicodeScalars.removeFirst() }
        if text.unicodeScalars.last == "\r" { text.unicodeScalars.removeLast() }
        let names = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        var places: [Int] = []
        for column in file.columns {
            guard let place = names.firstIndex(of: column) else {
                throw .column(path: path, column: column, found: String(text.prefix(200)))
            }
            places.append(place)
        }
        self.places = places
        fieldCount = names.count
        extraColumns = names.filter { !file.columns.contains($0) }
    }

    /// Reads the line from the beginning of a file, and no more of it than that takes.
    init(of file: DumpFile, path: String) throws(LoadError) {
        let input = try InputFile(path)
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while line.count < LineReader.lineBytesMax {
            let count = try unsafe reading(&buffer) { room throws(LoadError) in
                try unsafe input.read(into: room)
            }
            let part = buffer[..<count]
            let end = part.firstIndex(of: 10)
            line += part[..<(end ?? part.endIndex)]
            if end != nil || count == 0 { break }
        }
        try self.init(line, of: file, path: path)
    }
}

/// Lends an array's memory to something that fills it.
private func reading(
    _ buffer: inout [UInt8],
    _ body: (UnsafeMutableBufferPointer<UInt8>) throws(LoadError) -> Int
) throws(LoadError) -> Int {
    try unsafe buffer.withUnsafeMutableBufferPointer { room throws(LoadError) in
        try unsafe body(room)
    }
}
