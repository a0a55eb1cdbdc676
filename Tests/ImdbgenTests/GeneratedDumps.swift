import Foundation
import TestSupport
import imdbgen

/// Dumps of scale 0.001, generated once, and their rows.
struct GeneratedDumps: Sendable {
    static let shared = Result { try GeneratedDumps(seed: 1, isPlain: true) }
    static let scale = Scale(0.001)

    let directory: TemporaryDirectory
    let counts: [FileCounts]
    let tables: [String: Table]

    /// A file's rows, each split into its fields.
    struct Table: Sendable {
        let columns: [String]
        let rows: [[String]]

        func column(_ name: String) throws -> [String] {
            guard let place = columns.firstIndex(of: name) else {
                throw Missing(name: name)
            }
            return rows.map { $0[place] }
        }

        /// Rows with `\N` in a column, of all.
        func nullRate(_ name: String) throws -> Double {
            let values = try column(name)
            return Double(values.count { $0 == "\\N" }) / Double(values.count)
        }
    }

    /// A file or column that is not there.
    struct Missing: Error { let name: String }

    init(seed: UInt64, isPlain: Bool) throws {
        directory = try TemporaryDirectory()
        var options = GeneratorOptions(
            scale: GeneratedDumps.scale, directory: directory.appending("dumps"))
        options.seed = seed
        options.isPlain = isPlain
        counts = try Generator.run(options)
        var tables: [String: Table] = [:]
        if isPlain {
            for file in counts {
                let text = try String(
                    contentsOfFile: "\(directory.appending("dumps"))/\(file.name).tsv",
                    encoding: .utf8)
                // On bytes: a title may hold marks that join with a tab to one character.
                let lines = text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
                    line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                        .map { String(decoding: $0, as: UTF8.self) }
                }
                tables[file.name] = Table(columns: lines[0], rows: Array(lines.dropFirst()))
            }
        }
        self.tables = tables
    }

    func table(_ name: String) throws -> Table {
        guard let table = tables[name] else { throw Missing(name: name) }
        return table
    }

    /// The bytes of a file, which ends in `.tsv` or `.tsv.gz`.
    func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(directory.appending("dumps"))/\(name)"))
    }
}
