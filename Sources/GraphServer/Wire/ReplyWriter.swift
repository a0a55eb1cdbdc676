public import GraphModel

/// Writes one reply value as JSON, RESP2 or RESP3 into a reused byte buffer.
///
/// The caller writes the same sequence of calls for every encoding; what differs is here:
/// ```
/// writer.beginMap(); writer.key("total"); writer.integer(3)
/// writer.key("cast"); writer.beginArray(3); …; writer.endArray(); writer.endMap()
/// ```
/// Maps count their keys themselves, so that absent properties are simply not written.
public struct ReplyWriter {
    /// How values look on the wire.
    public enum Encoding: Sendable {
        case json, resp2, resp3
    }

    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    /// How values are written from here on; change it between values only.
    public var encoding: Encoding

    private var maps: [OpenMap] = []
    private struct OpenMap {
        let at: Int
        var count: Int
    }

    /// An empty writer.
    public init(_ encoding: Encoding) {
        self.encoding = encoding
        bytes.reserveCapacity(4_096)
    }

    /// Forgets what was written and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        maps.removeAll(keepingCapacity: true)
    }

    /// Hands out what was written and forgets it, memory included.
    public mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        maps.removeAll()
        return taken
    }

    /// Drops everything after the first `count` bytes, open maps included: an error replaces a
    /// half-written value.
    public mutating func truncate(to count: Int) {
        bytes.removeSubrange(count...)
        maps.removeAll { $0.at >= count }
    }

    // MARK: Maps and arrays

    /// Starts a map (RESP2: a flat array of names and values).
    public mutating func beginMap() {
        separate()
        if encoding == .json {
            maps.append(OpenMap(at: bytes.count, count: 0))
            bytes.append(UInt8(ascii: "{"))
        } else {
            bytes.append(UInt8(ascii: encoding == .resp3 ? "%" : "*"))
            maps.append(OpenMap(at: bytes.count, count: 0))
            raw("0\r\n")
        }
    }

    /// Names the next value.
    public mutating func key(_ name: StaticString) {
        precondition(!maps.isEmpty, "a key outside a map")
        maps[maps.count - 1].count += 1
        if encoding == .json {
            separate()
            bytes.append(UInt8(ascii: "\""))
            raw(name)
            raw("\":")
        } else {
            bulk(name)
        }
    }

    /// Names the next value with a name made at run time.
    public mutating func key(_ name: String) {
        precondition(!maps.isEmpty, "a key outside a map")
        maps[maps.count - 1].count += 1
        string(name)
        if encoding == .json { bytes.append(UInt8(ascii: ":")) }
    }

    /// Ends the map begun last.
    public mutating func endMap() {
        guard let map = maps.popLast() else { preconditionFailure("no map is open") }
        guard encoding != .json else { return bytes.append(UInt8(ascii: "}")) }
        let count = encoding == .resp3 ? map.count : map.count * 2
        if count < 10 {
            bytes[map.at] = UInt8(ascii: "0") + UInt8(count)
        } else {
            bytes.replaceSubrange(map.at...map.at, with: String(count).utf8)
        }
    }

    /// Starts an array of exactly `count` values.
    public mutating func beginArray(_ count: Int) {
        if encoding == .json {
            separate()
            bytes.append(UInt8(ascii: "["))
        } else {
            header("*", count)
        }
    }

    /// Ends an array.
    public mutating func endArray() {
        if encoding == .json { bytes.append(UInt8(ascii: "]")) }
    }

    // MARK: Plain values

    /// Writes null.
    public mutating func null() {
        switch encoding {
        case .json:
            separate()
            raw("null")
        case .resp2: raw("$-1\r\n")
        case .resp3: raw("_\r\n")
        }
    }

    /// Writes true or false.
    public mutating func boolean(_ value: Bool) {
        switch encoding {
        case .json:
            separate()
            raw(value ? "true" : "false")
        case .resp2: raw(value ? ":1\r\n" : ":0\r\n")
        case .resp3: raw(value ? "#t\r\n" : "#f\r\n")
        }
    }

    /// Writes an integer, never with a point or an exponent.
    public mutating func integer(_ value: Int) {
        if encoding == .json {
            separate()
            digits(value)
        } else {
            header(":", value)
        }
    }

    /// Writes an integer, or null.
    public mutating func integer(_ value: UInt32?) {
        guard let value else { return null() }
        integer(Int(value))
    }

    /// Writes a finite float with the fewest digits that read back as the same value, always with
    /// a point or an exponent.
    public mutating func double(_ value: Double) {
        precondition(value.isFinite, "records hold finite numbers")
        let text = value.description
        switch encoding {
        case .json:
            separate()
            bytes.append(contentsOf: text.utf8)
        case .resp2: bulk(text)
        case .resp3:
            bytes.append(UInt8(ascii: ","))
            bytes.append(contentsOf: text.utf8)
            raw("\r\n")
        }
    }

    /// Writes a text.
    public mutating func string(_ text: Text) {
        unsafe string(text.bytes)
    }

    /// Writes a text.
    public mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { unsafe string($0) }
    }

    /// Writes a text, or null.
    public mutating func string(_ text: Text?) {
        guard let text else { return null() }
        string(text)
    }

    /// Writes a public id as a text, without making a string of it.
    public mutating func string(_ id: NodeID) {
        let digits = max(NodeID.digitsMin, id.number.decimalDigits)
        if encoding == .json {
            separate()
            bytes.append(UInt8(ascii: "\""))
        } else {
            header("$", 2 + digits)
        }
        raw(id.label.prefix)
        for _ in id.number.decimalDigits..<digits { bytes.append(UInt8(ascii: "0")) }
        self.digits(Int(id.number))
        raw(encoding == .json ? "\"" : "\r\n")
    }

    /// Writes an array of texts.
    public mutating func strings(_ texts: [String]) {
        beginArray(texts.count)
        for text in texts { string(text) }
        endArray()
    }

    /// Writes the UTF-8 bytes of a word as a text.
    public mutating func string(_ word: ArraySlice<UInt8>) {
        unsafe word.withUnsafeBufferPointer { unsafe string($0) }
    }

    /// Writes UTF-8 bytes as a text.
    @unsafe public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
        if encoding == .json {
            separate()
            unsafe jsonString(text)
        } else {
            header("$", text.count)
            unsafe bytes.append(contentsOf: text)
            raw("\r\n")
        }
    }

    /// Writes a RESP simple string such as `OK`; a plain text in JSON.
    public mutating func simple(_ text: StaticString) {
        if encoding == .json {
            string("\(text)")
        } else {
            bytes.append(UInt8(ascii: "+"))
            raw(text)
            raw("\r\n")
        }
    }

    // MARK: Raw bytes

    /// Appends bytes as they are: envelopes and values that are encoded already.
    public mutating func raw(_ text: StaticString) {
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends bytes as they are.
    public mutating func raw(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

    /// Makes everything from `start` on one bulk string.
    public mutating func wrapAsBulk(from start: Int) {
        let header = "$\(bytes.count - start)\r\n"
        bytes.insert(contentsOf: header.utf8, at: start)
        raw("\r\n")
    }

    /// Appends a RESP header: the kind, a number, end of line.
    public mutating func header(_ kind: Unicode.Scalar, _ value: Int) {
        bytes.append(UInt8(ascii: kind))
        digits(value)
        raw("\r\n")
    }

    private mutating func bulk(_ text: StaticString) {
        header("$", text.utf8CodeUnitCount)
        raw(text)
        raw("\r\n")
    }

    private mutating func bulk(_ text: String) {
        header("$", text.utf8.count)
        bytes.append(contentsOf: text.utf8)
        raw("\r\n")
    }

    /// A comma where the last byte shows that a value ended: only `{ [ : LF` can come before a
    /// first one.
    private mutating func separate() {
        guard encoding == .json else { return }
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    private mutating func digits(_ value: Int) {
        if value >= 0 && value < 10 {
            return bytes.append(UInt8(ascii: "0") + UInt8(value))
        }
        var rest = value.magnitude
        var reversed = [20 of UInt8](repeating: 0)
        var count = 0
        repeat {
            reversed[count] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
            count += 1
        } while rest > 0
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        while count > 0 {
            count -= 1
            bytes.append(reversed[count])
        }
    }

    private mutating func jsonString(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var plain = 0
        for index in 0..<text.count {
            let byte = unsafe text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                continue
            }
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<index]))
            plain = index + 1
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case UInt8(ascii: "\n"): raw("\\n")
            case UInt8(ascii: "\t"): raw("\\t")
            case UInt8(ascii: "\r"): raw("\\r")
            default:
                raw("\\u00")
                raw([hexadecimal(byte >> 4), hexadecimal(byte & 15)])
            }
        }
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain...]))
        bytes.append(UInt8(ascii: "\""))
    }

    private func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}

extension UInt32 {
    /// Digits of the number written in base ten.
    fileprivate var decimalDigits: Int {
        var count = 1
        var rest = self / 10
        while rest > 0 {
            rest /= 10
            count += 1
        }
        return count
    }
}
