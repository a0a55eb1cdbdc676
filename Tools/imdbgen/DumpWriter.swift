/// One of the seven files while its rows are written.
final class DumpWriter {
    private let file: BackgroundWriter
    private let name: String
    /// The row being made, and rows not yet handed to the file.
    var text = Text()
    /// Bytes handed to the file at a time.
    private static let blockBytes = 1 << 20
    /// Rows after the header.
    private(set) var rows = 0
    private var textBytes = 0

    init(
        _ name: String, columns: String, directory: String, isPlain: Bool
    ) throws(GeneratorError) {
        self.name = name
        let ending = isPlain ? "tsv" : "tsv.gz"
        file = BackgroundWriter(
            try OutputFile(path: "\(directory)/\(name).\(ending)", isPlain: isPlain))
        text.append(columns.split(separator: " ").joined(separator: "\t"))
        text.append(Text.feed)
    }

    /// Ends the row.
    func endRow() throws(GeneratorError) {
        text.append(Text.feed)
        rows += 1
        if text.bytes.count >= DumpWriter.blockBytes { try flush() }
    }

    /// Completes the file.
    func finish() throws(GeneratorError) -> FileCounts {
        try flush()
        let bytes = try file.finish()
        return FileCounts(name: name, rows: rows, bytes: bytes, textBytes: textBytes)
    }

    private func flush() throws(GeneratorError) {
        textBytes += text.bytes.count
        try file.write(text.take(roomFor: DumpWriter.blockBytes * 2))
    }
}

/// What was written to a file.
package struct FileCounts: Sendable, Equatable {
    /// Name without its ending.
    package let name: String
    /// Rows after the header.
    package let rows: Int
    /// Bytes of the file.
    package let bytes: Int
    /// Bytes before compression.
    package let textBytes: Int
}
