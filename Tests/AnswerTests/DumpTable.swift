import Foundation

/// A dump file read in the plainest way, apart from the loader: inflated by gunzip, split at tabs.
struct DumpTable {
    private let columns: [String: Int]
    /// The fields of each row after the header.
    let rows: [[String]]

    /// Reads `name.tsv.gz` of a directory.
    init(_ name: String, in directory: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gunzip", "-c", "\(directory)/\(name).tsv.gz"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        var lines = data.withUnsafeBytes { bytes in
            DumpTable.split(bytes, at: "\n").filter { !$0.isEmpty }.map { line in
                DumpTable.split(line, at: "\t").map { String(decoding: $0, as: UTF8.self) }
            }
        }
        guard !lines.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
        let header = lines.removeFirst()
        columns = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
        rows = lines
    }

    /// The parts between separators; `Collection.split` takes ten times as long in debug.
    private static func split(
        _ bytes: UnsafeRawBufferPointer, at separator: Unicode.Scalar
    ) -> [UnsafeRawBufferPointer] {
        var parts: [UnsafeRawBufferPointer] = []
        guard var start = bytes.baseAddress else { return parts }
        let end = start + bytes.count
        while let found = memchr(start, Int32(separator.value), end - start) {
            parts.append(
                UnsafeRawBufferPointer(start: start, count: UnsafeRawPointer(found) - start))
            start = UnsafeRawPointer(found) + 1
        }
        parts.append(UnsafeRawBufferPointer(start: start, count: end - start))
        return parts
    }

    /// A field that is not as the dumps have it.
    struct Malformed: Error {
        let column: String
        let row: [String]
    }

    /// Where a column stands in the rows.
    func place(_ column: String) -> Int {
        guard let place = columns[column] else { preconditionFailure("no column \(column)") }
        return place
    }

    /// A field, nil for `\N`.
    func text(_ row: [String], _ column: String) -> String? {
        let field = row[place(column)]
        return field == "\\N" ? nil : field
    }

    /// A field that is always there.
    func required(_ row: [String], _ column: String) throws -> String {
        guard let text = text(row, column) else { throw Malformed(column: column, row: row) }
        return text
    }

    /// A number, nil for `\N`.
    func number(_ row: [String], _ column: String) throws -> UInt32? {
        guard let text = text(row, column) else { return nil }
        guard let number = UInt32(text) else { throw Malformed(column: column, row: row) }
        return number
    }

    /// The number of an id that is always there.
    func id(_ row: [String], _ column: String) throws -> UInt32 {
        idNumber(try required(row, column))
    }

    /// The parts of a list joined by commas.
    func list(_ row: [String], _ column: String) -> [String] {
        text(row, column)?.split(separator: ",").map { String($0) } ?? []
    }
}

/// The digits of `tt0133093`; 0 for what is no id.
func idNumber(_ id: String) -> UInt32 { UInt32(id.dropFirst(2)) ?? 0 }
