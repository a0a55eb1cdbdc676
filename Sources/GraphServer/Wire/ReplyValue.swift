/// A reply read back: what clients of the line port, and the text rendering, work on.
///
/// ``ReplyWriter`` never makes one; replies are written without a tree.
public indirect enum ReplyValue: Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case double(Double)
    case string(String)
    case array([ReplyValue])
    case map([Member])
    /// The words after `-` of a RESP error.
    case error(String)

    /// A name and its value.
    public struct Member: Equatable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: ReplyValue

        /// Pairs a name with a value.
        public init(_ name: String, _ value: ReplyValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value under a name of a map; nil when there is none or this is no map.
    public subscript(name: String) -> ReplyValue? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The values of an array, empty for anything else.
    public var elements: [ReplyValue] {
        guard case .array(let values) = self else { return [] }
        return values
    }

    /// The text of a string, nil for anything else.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number of an integer, nil for anything else.
    public var number: Int? {
        guard case .integer(let number) = self else { return nil }
        return number
    }
}

/// Reads RESP2 and RESP3 replies from bytes that arrive piece by piece.
public struct ReplyReader {
    /// Why bytes are no reply.
    public enum Failure: Error, Equatable {
        /// The reply begins, more bytes are needed.
        case incomplete
        /// The byte at this offset cannot stand there.
        case malformed(offset: Int)
    }

    private let bytes: ArraySlice<UInt8>
    /// Index of the next byte.
    private var next: Int

    /// A reader of the bytes of one or more replies.
    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        next = bytes.startIndex
    }

    /// Bytes read so far.
    public var consumed: Int { next - bytes.startIndex }

    /// Reads the next reply.
    ///
    /// After ``Failure/incomplete`` nothing has been consumed that matters: begin again with more
    /// bytes.
    public mutating func read() throws(Failure) -> ReplyValue { try read(depth: 0) }

    private mutating func read(depth: Int) throws(Failure) -> ReplyValue {
        let start = next
        let line = try line()
        guard depth < 32, let kind = line.first else { throw malformed(start) }
        let rest = String(decoding: line.dropFirst(), as: UTF8.self)
        switch kind {
        case UInt8(ascii: "+"): return .string(rest)
        case UInt8(ascii: "-"): return .error(rest)
        case UInt8(ascii: "_"): return .null
        case UInt8(ascii: "#"): return .boolean(rest == "t")
        case UInt8(ascii: ":"):
            guard let number = Int(rest) else { throw malformed(start) }
            return .integer(number)
        case UInt8(ascii: ","):
            guard let number = Double(rest) else { throw malformed(start) }
            return .double(number)
        case UInt8(ascii: "$"):
            guard rest != "-1" else { return .null }
            return .string(try bulk(count(rest, start)))
        case UInt8(ascii: "*"):
            guard rest != "-1" else { return .null }
            var values: [ReplyValue] = []
            for _ in 0..<(try count(rest, start)) { values.append(try read(depth: depth + 1)) }
            return .array(values)
        case UInt8(ascii: "%"):
            var members: [ReplyValue.Member] = []
            for _ in 0..<(try count(rest, start)) {
                guard case .string(let name) = try read(depth: depth + 1) else {
                    throw malformed(start)
                }
                members.append(ReplyValue.Member(name, try read(depth: depth + 1)))
            }
            return .map(members)
        default: throw malformed(start)
        }
    }

    private func malformed(_ index: Int) -> Failure {
        .malformed(offset: index - bytes.startIndex)
    }

    private func count(_ digits: String, _ start: Int) throws(Failure) -> Int {
        guard let count = Int(digits), count >= 0 else { throw malformed(start) }
        return count
    }

    private mutating func line() throws(Failure) -> ArraySlice<UInt8> {
        guard let end = bytes[next...].firstIndex(of: UInt8(ascii: "\r")), end + 1 < bytes.endIndex
        else { throw .incomplete }
        guard bytes[end + 1] == UInt8(ascii: "\n") else { throw malformed(end) }
        defer { next = end + 2 }
        return bytes[next..<end]
    }

    private mutating func bulk(_ count: Int) throws(Failure) -> String {
        guard bytes.endIndex - next >= count + 2 else { throw .incomplete }
        let end = next + count
        guard bytes[end] == UInt8(ascii: "\r"), bytes[end + 1] == UInt8(ascii: "\n") else {
            throw malformed(end)
        }
        defer { next = end + 2 }
        return String(decoding: bytes[next..<end], as: UTF8.self)
    }
}
