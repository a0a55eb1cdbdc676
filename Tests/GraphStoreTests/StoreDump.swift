import Foundation
import TestSupport

/// A data file as the text of LMDB's own `mdb_dump`, to be damaged and loaded by `mdb_load`.
struct StoreDump {
    /// A table as text; what is never edited is never decoded.
    struct Table {
        let header: [String]
        var lines: [String]

        init(header: [String], lines: [String]) {
            self.header = header
            self.lines = lines
        }

        init(header: [String], records: [(key: [UInt8], value: [UInt8])]) {
            self.header = header
            lines = records.flatMap { [StoreDump.text($0.key), StoreDump.text($0.value)] }
        }

        var records: [(key: [UInt8], value: [UInt8])] {
            stride(from: 0, to: lines.count, by: 2).map {
                (key: StoreDump.bytes(lines[$0]), value: StoreDump.bytes(lines[$0 + 1]))
            }
        }
    }

    var tables: [String: Table] = [:]

    struct Failure: Error { let message: String }

    init(_ generation: String) throws {
        let copy = try TemporaryDirectory()
        try FileManager.default.copyItem(
            atPath: generation + "/data.mdb", toPath: copy.appending("data.mdb"))
        let dumped = try run("mdb_dump", ["-a", copy.path])
        guard dumped.status == 0 else { throw Failure(message: dumped.output) }
        var header: [String] = []
        var lines: [String] = []
        var isHeader = true
        for line in dumped.output.split(separator: "\n") {
            if line == "HEADER=END" {
                isHeader = false
            } else if line == "DATA=END" {
                let name = header.first { $0.hasPrefix("database=") }?.dropFirst(9) ?? ""
                tables[String(name)] = Table(header: header, lines: lines)
                (header, lines, isHeader) = ([], [], true)
            } else if isHeader {
                header.append(String(line))
            } else {
                lines.append(String(line))
            }
        }
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal.utf8.dropFirst())
        return stride(from: 0, to: digits.count, by: 2).map { index in
            nibble(digits[index]) << 4 | nibble(digits[index + 1])
        }
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit < 0x3A ? digit - 0x30 : digit - 0x57
    }

    private static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = [0x20]
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Builds a data file in an empty directory.
    func load(into directory: String) throws {
        var lines: [String] = []
        for (_, table) in tables.sorted(by: { $0.key < $1.key }) {
            lines += table.header + ["HEADER=END"] + table.lines + ["DATA=END"]
        }
        let path = directory + "/dump.txt"
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: path, atomically: true, encoding: .utf8)
        let loaded = try run("mdb_load", ["-f", path, directory])
        try FileManager.default.removeItem(atPath: path)
        guard loaded.status == 0 else { throw Failure(message: loaded.output) }
    }

    mutating func edit(
        _ table: String, _ body: (inout [(key: [UInt8], value: [UInt8])]) throws -> Void
    ) throws {
        guard let old = tables[table] else { throw Failure(message: "no table \(table)") }
        var records = old.records
        try body(&records)
        tables[table] = Table(header: old.header, records: records)
    }

    mutating func replace(_ table: String, key: String, value: [UInt8]) throws {
        try edit(table) { records in
            guard let place = records.firstIndex(where: { $0.key == Array(key.utf8) }) else {
                throw Failure(message: "no key \(key)")
            }
            records[place].value = value
        }
    }

    mutating func remove(_ table: String, key: String) throws {
        try edit(table) { $0.removeAll { $0.key == Array(key.utf8) } }
    }
}
