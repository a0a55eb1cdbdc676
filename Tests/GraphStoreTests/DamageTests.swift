import Foundation
import GraphModel
import GraphStore
import TestSupport
import Testing

/// Goal: no damage goes unnoticed.
///
/// Method: copies of a sound file are damaged with LMDB's own
/// tools, or rebuilt with one block changed and right checksums.
@Suite struct DamageTests {
    static let store = Result { try SampleStore() }
    static let dump = Result { try StoreDump(store.get().generationPath()) }

    /// One kind of damage done to the text of `mdb_dump`.
    struct Damage: CustomTestStringConvertible, Sendable {
        let name: String
        /// The table that the report must name.
        let table: String
        let apply: @Sendable (inout StoreDump) throws -> Void
        var testDescription: String { name }
    }

    static func flip(_ table: String, at fraction: Double) -> Damage {
        Damage(name: "one bit in \(table) at \(fraction)", table: table) { dump in
            try dump.edit(table) { records in
                let place = Int(Double(records[0].value.count - 1) * fraction)
                records[0].value[place] ^= 4
            }
        }
    }

    static let kinds: [Damage] =
        [
            Damage(name: "a block removed", table: "credits.byPerson") { dump in
                try dump.edit("credits.byPerson") { $0.removeFirst() }
            },
            Damage(name: "a value cut off", table: "credits.payload") { dump in
                try dump.edit("credits.payload") { $0[0].value.removeLast(8) }
            },
            Damage(name: "a value made longer", table: "title.akas") { dump in
                try dump.edit("title.akas") { $0[0].value += [0, 0, 0, 0] }
            },
            Damage(name: "a value emptied", table: "person.name") { dump in
                try dump.edit("person.name") { $0[0].value = [] }
            },
            Damage(name: "a block beyond the last", table: "title.order") { dump in
                try dump.edit("title.order") { $0.append((key: [7, 0, 0, 0], value: $0[0].value)) }
            },
            Damage(name: "a key of another kind", table: "meta") { dump in
                try dump.edit("meta") { $0.append((key: Array("zzz".utf8), value: [1])) }
            },
            Damage(name: "a table removed", table: "movieCast.byTitle") { dump in
                dump.tables["movieCast.byTitle"] = nil
            },
            Damage(name: "a table too many", table: "somebody.else") { dump in
                let meta = try #require(dump.tables["meta"])
                dump.tables["somebody.else"] = StoreDump.Table(
                    header: meta.header.map {
                        $0 == "database=meta" ? "database=somebody.else" : $0
                    },
                    records: [(key: [1], value: [1])])
            },
            Damage(name: "a record of meta removed", table: "meta") { dump in
                try dump.remove("meta", key: "words.genreLists")
            },
            Damage(name: "a counter changed", table: "meta") { dump in
                try dump.edit("meta") { records in
                    let place = try #require(
                        records.firstIndex { $0.key == Array("statistics".utf8) })
                    records[place].value[16] ^= 1
                }
            },
            Damage(name: "more components than people", table: "meta") { dump in
                try dump.edit("meta") { records in
                    let place = try #require(
                        records.firstIndex { $0.key == Array("statistics".utf8) })
                    records[place].value[11 * 8 + 3] = 1
                }
            },
            Damage(name: "two blocks exchanged", table: "title.columns") { dump in
                let value = try #require(dump.tables["person.columns"]?.records[0].value)
                try dump.edit("title.columns") { $0[0].value = value }
            },
            Damage(name: "checksums changed", table: "meta") { dump in
                try dump.edit("meta") { records in
                    let place = try #require(
                        records.firstIndex { $0.key == Array("checksums.title.order".utf8) })
                    records[place].value[4] ^= 1
                }
            },
        ]
        + [
            "title.ids", "person.ids", "title.columns", "episode.columns", "person.columns",
            "title.primaryTitle", "title.originalTitle", "person.name", "title.order",
            "person.order", "credits.byTitle", "credits.byPerson", "movieCast.byTitle",
            "movieCast.byPerson", "knownFor.byPerson", "episodes.bySeries", "credits.payload",
            "title.akas", "person.component", "person.componentSizes",
        ].flatMap { [flip($0, at: 0), flip($0, at: 0.5), flip($0, at: 1)] }

    @Test(arguments: kinds)
    func isReported(_ damage: Damage) throws {
        var dump = try DamageTests.dump.get()
        try damage.apply(&dump)
        let directory = try TemporaryDirectory()
        try dump.load(into: directory.path)
        let report = try StoreCheck.run(dataFileIn: directory.path)
        #expect(!report.isSound)
        #expect(
            report.findings.contains { $0.table == damage.table },
            "\(damage.name): \(report.findings.prefix(3))")
    }

    @Test func anUndamagedCopyIsSound() throws {
        let dump = try DamageTests.dump.get()
        let directory = try TemporaryDirectory()
        try dump.load(into: directory.path)
        let report = try StoreCheck.run(dataFileIn: directory.path)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.blocks > 40)
    }

    // MARK: Wrong content under right checksums

    /// One wrong word in one block of one table.
    struct Lie: CustomTestStringConvertible, Sendable {
        let name: String
        let table: StoreTable
        /// Offset in bytes and the change; `u32` there becomes this.
        let change: @Sendable (inout [UInt8]) -> Void
        var testDescription: String { name }
    }

    static func word(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[index * 4 + $1]) << UInt32($1 * 8) }
    }

    static func set(_ bytes: inout [UInt8], _ index: Int, _ value: UInt32) {
        for byte in 0..<4 {
            bytes[index * 4 + byte] = UInt8(truncatingIfNeeded: value >> UInt32(byte * 8))
        }
    }

    static let lies: [Lie] = [
        Lie(name: "two neighbours exchanged", table: .relation(.creditsByTitle)) { bytes in
            let first = Int(word(bytes, 0))
            let (left, right) = (word(bytes, first), word(bytes, first + 1))
            set(&bytes, first, right)
            set(&bytes, first + 1, left)
        },
        Lie(name: "an edge to another person", table: .relation(.creditsByTitle)) { bytes in
            let first = Int(word(bytes, 0))
            set(&bytes, first, word(bytes, first) == 0 ? 1 : word(bytes, first) - 1)
        },
        Lie(name: "a neighbour that does not exist", table: .relation(.creditsByPerson)) { bytes in
            set(&bytes, Int(word(bytes, 0)), 1_000_000)
        },
        Lie(name: "a wrong cast count", table: .relation(.creditsByTitle)) { bytes in
            bytes[4_097 * 4] ^= 1
        },
        Lie(name: "lists that overlap", table: .relation(.knownForByPerson)) { bytes in
            set(&bytes, 5, word(bytes, 4_096) + 1)
        },
        Lie(name: "a movie's cast with a stranger", table: .relation(.movieCastByTitle)) { bytes in
            let first = Int(word(bytes, 0))
            set(&bytes, first, word(bytes, first) == 0 ? 1 : word(bytes, first) - 1)
        },
        Lie(name: "an episode of nobody", table: .columns(.episode)) { bytes in
            for slot in 0..<4_096 where word(bytes, slot) != .max {
                set(&bytes, slot, word(bytes, slot) + 1)
                return
            }
        },
        Lie(name: "a code without a word", table: .columns(.person)) { bytes in
            set(&bytes, 4_096, 5_000_000)
        },
        Lie(name: "titles out of order", table: .order(.titles)) { bytes in
            let (left, right) = (word(bytes, 3), word(bytes, 4))
            set(&bytes, 3, right)
            set(&bytes, 4, left)
        },
        Lie(name: "an entry beyond the heap", table: .texts(.name)) { bytes in
            set(&bytes, 4_096, word(bytes, 4_096) + 1)
        },
        Lie(name: "a title that is not UTF-8", table: .texts(.primaryTitle)) { bytes in
            bytes[4_097 * 4] = 0xFF
        },
        Lie(name: "a number that leads elsewhere", table: .ids(.person)) { bytes in
            bytes[8 * 4_096 + 4 * 2] ^= 1
        },
        Lie(name: "a payload without its word", table: .payloads) { bytes in
            bytes[4_097 * 4] = PayloadView.charactersBit | PayloadView.jobBit
        },
        Lie(name: "padding that is not zero", table: .order(.names)) { bytes in
            bytes[bytes.count - 1] = 1
        },
        Lie(name: "alternative titles cut short", table: .alternativeTitles) { bytes in
            bytes.removeLast()
        },
        Lie(name: "a person in another component", table: .columns(.component)) { bytes in
            for slot in 0..<4_096 where word(bytes, slot) == 0 {
                return set(&bytes, slot, 1)
            }
        },
        Lie(name: "a component that there is not", table: .columns(.component)) { bytes in
            for slot in 0..<4_096 where word(bytes, slot) == 0 {
                return set(&bytes, slot, 4_000_000)
            }
        },
        Lie(name: "a person in no component", table: .columns(.component)) { bytes in
            for slot in 0..<4_096 where word(bytes, slot) == 0 {
                return set(&bytes, slot, .max)
            }
        },
        Lie(name: "two components in one", table: .columns(.component)) { bytes in
            for slot in 0..<4_096 where word(bytes, slot) == 1 { set(&bytes, slot, 0) }
        },
        Lie(name: "components numbered otherwise", table: .columns(.component)) { bytes in
            for slot in 0..<4_096 where word(bytes, slot) < 2 {
                set(&bytes, slot, 1 - word(bytes, slot))
            }
        },
        Lie(name: "a component of another size", table: .componentSizes) { bytes in
            set(&bytes, 0, word(bytes, 0) + 1)
        },
        Lie(name: "two sizes exchanged", table: .componentSizes) { bytes in
            let (left, right) = (word(bytes, 0), word(bytes, 1))
            set(&bytes, 0, right)
            set(&bytes, 1, left)
        },
        Lie(name: "a size beyond the last component", table: .componentSizes) { bytes in
            set(&bytes, 4_095, 1)
        },
        Lie(name: "two ranks exchanged", table: .search(.title, .order)) { bytes in
            let (left, right) = (word(bytes, 0), word(bytes, 1))
            set(&bytes, 0, right)
            set(&bytes, 1, left)
        },
        Lie(name: "a rank of nobody", table: .search(.person, .order)) { bytes in
            set(&bytes, 0, .max)
        },
        Lie(name: "words out of order", table: .search(.title, .words)) { bytes in
            bytes[4_097 * 4] = UInt8(ascii: "z")
        },
        Lie(name: "a word that no name has", table: .search(.person, .words)) { bytes in
            bytes[bytes.count - 1] ^= 1
        },
        Lie(name: "a name of other words", table: .search(.person, .names)) { bytes in
            bytes[4_097 * 4] ^= 1
        },
        Lie(name: "a name without end", table: .search(.title, .names)) { bytes in
            bytes[bytes.count - 1] = 1
        },
        Lie(name: "a rank that lacks the word", table: .search(.title, .postings)) { bytes in
            bytes[bytes.count - 1] ^= 1
        },
        Lie(name: "a posting list cut off", table: .search(.person, .postings)) { bytes in
            bytes[4_097 * 4] += 1
        },
    ]

    @Test(arguments: lies)
    func isSeenThrough(_ lie: Lie) throws {
        let source = try DataDirectory(DamageTests.store.get().database).openCurrent()
        let directory = try TemporaryDirectory()
        try source.rewrite(to: directory.path) { table, block, bytes in
            var bytes = bytes
            if table == lie.table && block == 0 { lie.change(&bytes) }
            return bytes
        }
        let report = try StoreCheck.run(dataFileIn: directory.path)
        #expect(!report.isSound, "\(lie.name)")
        #expect(
            !report.findings.contains { $0.reason.contains("checksum") },
            "found by its content, not by a checksum: \(report.findings.prefix(3))")
    }

    @Test func aRewrittenCopyIsSound() throws {
        let source = try DataDirectory(DamageTests.store.get().database).openCurrent()
        let directory = try TemporaryDirectory()
        try source.rewrite(to: directory.path) { _, _, bytes in bytes }
        let report = try StoreCheck.run(dataFileIn: directory.path)
        #expect(report.isSound, "\(report.findings)")
    }
}

extension Generation {
    /// Builds a data file of the same content, block by block.
    func rewrite(
        to path: String, _ transform: (StoreTable, Int, [UInt8]) -> [UInt8]
    ) throws {
        let writer = try GenerationWriter(path: path)
        for table in StoreTable.all where table.hasBlocks {
            try forEachBlock(table) { (block, bytes) throws(StoreError) in
                try writer.put(transform(table, block, bytes), block: block, in: table)
            }
        }
        var dictionaries: [WordList: ByteDictionary] = [:]
        for list in WordList.allCases {
            let dictionary = ByteDictionary()
            for word in words(list) { _ = dictionary.code(of: word) }
            dictionaries[list] = dictionary
        }
        try writer.finish(
            words: dictionaries, statistics: statistics,
            orderCounts: [.titles: order(.titles).count, .names: order(.names).count])
    }
}
