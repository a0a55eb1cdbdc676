import GraphModel
import GraphServer
import TestSupport
import Testing

/// Goal: what the writer writes reads back as what it was told, in every encoding.
///
/// Method: values at the edges, read back by decoders that know nothing of the writer.
@Suite struct CommandWriterTests {
    private func json(_ body: (inout ReplyWriter) -> Void) throws -> ReplyValue {
        var writer = ReplyWriter(.json)
        body(&writer)
        return try JSONText.value(String(decoding: writer.bytes, as: UTF8.self))
    }

    private func resp(
        _ encoding: ReplyWriter.Encoding, _ body: (inout ReplyWriter) -> Void
    ) throws -> ReplyValue {
        var writer = ReplyWriter(encoding)
        body(&writer)
        var reader = ReplyReader(writer.bytes[...])
        let value = try reader.read()
        try #require(reader.consumed == writer.bytes.count)
        return value
    }

    private func expect(_ value: ReplyValue, _ body: (inout ReplyWriter) -> Void) throws {
        #expect(try json(body) == value)
        #expect(try resp(.resp3, body) == value)
        #expect(try resp(.resp2, body) == value.inRESP2)
    }

    @Test(arguments: [0, 9, 10, 99, 100, -1, -10, 1_000_000, Int.max, Int.min, Int.min + 1])
    func integers(_ value: Int) throws { try expect(.integer(value)) { $0.integer(value) } }

    @Test(
        arguments: [
            0, -0.0, 1, 8.7, 0.1, 1e-305, 1e300, Double.leastNonzeroMagnitude, 123_456_789.125,
            Double.greatestFiniteMagnitude,
        ])
    func doubles(_ value: Double) throws {
        try expect(.double(value)) { $0.double(value) }
        var writer = ReplyWriter(.json)
        writer.double(value)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(text.contains(".") || text.contains("e"), "1 and 1.0 stay different")
        #expect(Double(text)?.bitPattern == value.bitPattern)
    }

    @Test func booleansAndNull() throws {
        try expect(.boolean(true)) { $0.boolean(true) }
        try expect(.boolean(false)) { $0.boolean(false) }
        try expect(.null) { $0.null() }
        try expect(.null) { $0.integer(nil) }
        try expect(.null) { $0.string(Text?.none) }
    }

    @Test(
        arguments: [
            "", "a", "\"", "\\", "\"\\\"", "/", "\u{7F}", "\u{0}", "tab\tline\nreturn\r", "é", "日本",
            "🎬",
            "\u{2028}", String(repeating: "x\n", count: 5_000),
        ])
    func texts(_ text: String) throws {
        try expect(.string(text)) { $0.string(text) }
        let bytes = Array(text.utf8)
        try expect(.string(text)) { writer in
            bytes.withUnsafeBufferPointer { writer.string($0) }
        }
    }

    @Test func everyControlCharacterIsEscaped() throws {
        let text = String(String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0) }))
        try expect(.string(text)) { $0.string(text) }
        var writer = ReplyWriter(.json)
        writer.string(text)
        #expect(writer.bytes.allSatisfy { $0 >= 0x20 })
    }

    @Test(
        "maps count their keys, nested ones too",
        arguments: [0, 1, 4, 5, 9, 10, 11, 99, 100, 1_000])
    func maps(_ count: Int) throws {
        let inner = ReplyValue.map([.init("a", .array([])), .init("b", .map([]))])
        let members = (0..<count).map { ReplyValue.Member("key\($0)", inner) }
        try expect(.map(members)) { writer in
            writer.beginMap()
            for member in members {
                writer.key(member.name)
                writer.beginMap()
                writer.key("a")
                writer.beginArray(0)
                writer.endArray()
                writer.key("b")
                writer.beginMap()
                writer.endMap()
                writer.endMap()
            }
            writer.endMap()
        }
    }

    @Test func valuesOfAnArrayAreSeparated() throws {
        let strings = ReplyValue.array([.string("{"), .string("["), .string(":"), .string(",")])
        try expect(.array([.integer(1), .null, strings, .map([]), .double(2), .boolean(true)])) {
            $0.beginArray(6)
            $0.integer(1)
            $0.null()
            $0.strings(["{", "[", ":", ","])
            $0.beginMap()
            $0.endMap()
            $0.double(2)
            $0.boolean(true)
            $0.endArray()
        }
    }

    @Test("a half-written value can be taken back") func truncate() throws {
        for encoding in [ReplyWriter.Encoding.json, .resp2, .resp3] {
            var writer = ReplyWriter(encoding)
            writer.beginArray(2)
            writer.integer(1)
            let count = writer.bytes.count
            let before = writer.bytes
            writer.beginMap()
            writer.key("a")
            writer.beginMap()
            writer.key("b")
            writer.truncate(to: count)
            #expect(writer.bytes == before)
            writer.beginMap()
            writer.key("c")
            writer.integer(2)
            writer.endMap()
            writer.endArray()
            if encoding == .json {
                #expect(String(decoding: writer.bytes, as: UTF8.self) == #"[1,{"c":2}]"#)
            } else {
                var reader = ReplyReader(writer.bytes[...])
                let map = ReplyValue.map([.init("c", .integer(2))])
                let value = encoding == .resp3 ? map : map.inRESP2
                #expect(try reader.read() == .array([.integer(1), value]))
            }
            writer.removeAll()
            #expect(writer.bytes.isEmpty)
        }
    }
}
