/// A line of JSON taken apart; scalars keep the letters they came with, members their order.
package indirect enum JSONValue {
    /// A number, a word, or a string with its quotes and escapes.
    case scalar(String)
    case array([JSONValue])
    case object([(name: String, value: JSONValue)])

    /// Reads one value, nil when the bytes are anything else.
    package init?(_ bytes: [UInt8]) {
        var parser = Parser(bytes: bytes)
        guard let value = parser.value(depth: 0), parser.place == bytes.count else { return nil }
        self = value
    }

    /// The member of an object, nil when there is none or this is no object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text of a string, nil for any other value.
    package var string: String? {
        guard case .scalar(let raw) = self, raw.hasPrefix("\"") else { return nil }
        return Self.unescape(raw)
    }

    /// The string that a JSON string with its quotes means.
    private static func unescape(_ raw: String) -> String {
        var units: [UInt16] = []
        var letters = Array(raw.utf16.dropFirst().dropLast())[...]
        while let letter = letters.popFirst() {
            guard letter == UInt16(UInt8(ascii: "\\")), let escape = letters.popFirst() else {
                units.append(letter)
                continue
            }
            switch UInt8(truncatingIfNeeded: escape) {
            case UInt8(ascii: "n"): units.append(10)
            case UInt8(ascii: "t"): units.append(9)
            case UInt8(ascii: "r"): units.append(13)
            case UInt8(ascii: "b"): units.append(8)
            case UInt8(ascii: "f"): units.append(12)
            case UInt8(ascii: "u"):
                let digits = String(decoding: letters.prefix(4), as: UTF16.self)
                units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
                letters = letters.dropFirst(4)
            default: units.append(escape)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}

/// Reads JSON by recursive descent; what a server of ours sends is all it has to know.
private struct Parser {
    let bytes: [UInt8]
    private(set) var place = 0

    /// Deeper nesting than any reply has.
    private static let depthMax = 64

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func value(depth: Int) -> JSONValue? {
        guard place < bytes.count, depth < Self.depthMax else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "{"): return object(depth + 1)
        case UInt8(ascii: "["): return array(depth + 1)
        case UInt8(ascii: "\""): return string().map { .scalar($0) }
        default: return word()
        }
    }

    private mutating func object(_ depth: Int) -> JSONValue? {
        place += 1
        var members: [(name: String, value: JSONValue)] = []
        while place < bytes.count, bytes[place] != UInt8(ascii: "}") {
            guard members.isEmpty || take(","), let name = string(), take(":"),
                let value = value(depth: depth)
            else { return nil }
            members.append((JSONValue.scalar(name).string ?? name, value))
        }
        return take("}") ? .object(members) : nil
    }

    private mutating func array(_ depth: Int) -> JSONValue? {
        place += 1
        var members: [JSONValue] = []
        while place < bytes.count, bytes[place] != UInt8(ascii: "]") {
            guard members.isEmpty || take(","), let value = value(depth: depth) else { return nil }
            members.append(value)
        }
        return take("]") ? .array(members) : nil
    }

    private mutating func string() -> String? {
        let start = place
        guard take("\"") else { return nil }
        while place < bytes.count {
            let byte = bytes[place]
            place += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") {
                return String(decoding: bytes[start..<place], as: UTF8.self)
            }
        }
        return nil
    }

    private mutating func word() -> JSONValue? {
        let start = place
        while place < bytes.count, !",]}:[{\" ".utf8.contains(bytes[place]) { place += 1 }
        guard place > start else { return nil }
        return .scalar(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func take(_ letter: UnicodeScalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: letter) else { return false }
        place += 1
        return true
    }
}
