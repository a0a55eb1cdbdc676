import GraphServer

/// Reads JSON into the tree that RESP replies are read into, so that the two can be compared.
///
/// Members keep their order, `1` and `1.0` stay different. Written for tests: strict, not fast.
package struct JSONText {
    package struct Malformed: Error {
        package let offset: Int
    }

    private let bytes: [UInt8]
    private var next = 0

    /// The value that a text holds, the whole text.
    package static func value(_ text: String) throws -> ReplyValue {
        var reader = JSONText(bytes: Array(text.utf8))
        let value = try reader.value()
        guard reader.next == reader.bytes.count else { throw Malformed(offset: reader.next) }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8? { next < bytes.count ? bytes[next] : nil }

    private mutating func take(_ text: String) throws {
        let wanted = Array(text.utf8)
        guard bytes[next...].starts(with: wanted) else { throw Malformed(offset: next) }
        next += wanted.count
    }

    private mutating func value() throws -> ReplyValue {
        switch byte {
        case UInt8(ascii: "{"): return try map()
        case UInt8(ascii: "["):
            var values: [ReplyValue] = []
            try list(closedBy: "]") { reader in values.append(try reader.value()) }
            return .array(values)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try take("true")
            return .boolean(true)
        case UInt8(ascii: "f"):
            try take("false")
            return .boolean(false)
        case UInt8(ascii: "n"):
            try take("null")
            return .null
        default: return try number()
        }
    }

    private mutating func map() throws -> ReplyValue {
        var members: [ReplyValue.Member] = []
        try list(closedBy: "}") { reader in
            let name = try reader.string()
            try reader.take(":")
            members.append(ReplyValue.Member(name, try reader.value()))
        }
        guard Set(members.map(\.name)).count == members.count else { throw Malformed(offset: next) }
        return .map(members)
    }

    private mutating func list(
        closedBy end: String, _ element: (inout JSONText) throws -> Void
    ) throws {
        next += 1
        guard byte != end.utf8.first else { return try take(end) }
        while true {
            try element(&self)
            guard byte == UInt8(ascii: ",") else { return try take(end) }
            next += 1
        }
    }

    private mutating func number() throws -> ReplyValue {
        let start = next
        while let byte, "0123456789+-.eE".utf8.contains(byte) { next += 1 }
        let text = String(decoding: bytes[start..<next], as: UTF8.self)
        if let integer = Int(text) { return .integer(integer) }
        guard let double = Double(text) else { throw Malformed(offset: start) }
        return .double(double)
    }

    private mutating func string() throws -> String {
        try take("\"")
        var decoded: [UInt8] = []
        while let byte, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw Malformed(offset: next) }
            next += 1
            guard byte == UInt8(ascii: "\\") else {
                decoded.append(byte)
                continue
            }
            guard let escaped = self.byte else { throw Malformed(offset: next) }
            next += 1
            switch escaped {
            case UInt8(ascii: "n"): decoded.append(0x0A)
            case UInt8(ascii: "t"): decoded.append(0x09)
            case UInt8(ascii: "r"): decoded.append(0x0D)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(escaped)
            case UInt8(ascii: "u"):
                guard next + 4 <= bytes.count,
                    let code = UInt32(
                        String(decoding: bytes[next..<next + 4], as: UTF8.self), radix: 16),
                    let scalar = Unicode.Scalar(code)
                else { throw Malformed(offset: next) }
                decoded.append(contentsOf: String(Character(scalar)).utf8)
                next += 4
            default: throw Malformed(offset: next)
            }
        }
        try take("\"")
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw Malformed(offset: next)
        }
        return text
    }
}
