internal import GraphModel

/// One row of a dump: its fields in the order of ``DumpFile/columns``, borrowed from the buffer
/// that is being parsed.
@safe struct Row {
    /// The first byte of the line.
    let base: UnsafePointer<UInt8>
    /// Where each physical field starts and, one further, where the next one would.
    let starts: UnsafePointer<UInt32>
    /// The physical field of each column.
    let places: UnsafePointer<Int>

    /// The bytes of a column.
    @inline(__always)
    func field(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        let place = unsafe places[column]
        let start = unsafe Int(starts[place])
        return unsafe UnsafeBufferPointer(
            start: base + start, count: Int(starts[place + 1]) - start - 1)
    }

    /// A text, nil for `\N`.
    @inline(__always)
    func text(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
        let bytes = unsafe field(column)
        if unsafe bytes.count == 2 && bytes[0] == UInt8(ascii: "\\")
            && bytes[1] == UInt8(ascii: "N")
        {
            return nil
        }
        return unsafe bytes
    }

    /// A text no longer than ``textBytesMax``, nil for `\N`.
    func boundedText(_ column: Int) throws(RowProblem) -> UnsafeBufferPointer<UInt8>? {
        guard let bytes = unsafe text(column) else { return nil }
        guard bytes.count <= Row.textBytesMax else {
            throw RowProblem(column, .textTooLong)
        }
        return unsafe bytes
    }

    /// Bytes of a title, name, job or list.
    static let textBytesMax = 65_535

    /// An id of a label.
    @inline(__always)
    func id(_ column: Int, _ label: Label) throws(RowProblem) -> UInt32 {
        try unsafe Row.id(field(column), label, column)
    }

    /// The number of an id that stands in a field or a list.
    ///
    /// More than seven digits with a zero in front would be a second spelling of another id.
    @inline(__always)
    static func id(
        _ bytes: UnsafeBufferPointer<UInt8>, _ label: Label, _ column: Int
    ) throws(RowProblem) -> UInt32 {
        let letters: (UInt8, UInt8) =
            label == .title
            ? (UInt8(ascii: "t"), UInt8(ascii: "t")) : (UInt8(ascii: "n"), UInt8(ascii: "m"))
        let notAnID: RejectReason = label == .title ? .notATitleID : .notAPersonID
        guard unsafe bytes.count > 2 && bytes[0] == letters.0 && bytes[1] == letters.1 else {
            throw RowProblem(column, notAnID)
        }
        guard unsafe bytes.count <= 2 + NodeID.digitsMin || bytes[2] != UInt8(ascii: "0") else {
            throw RowProblem(column, notAnID)
        }
        var number: UInt64 = 0
        for index in 2..<bytes.count {
            let digit = unsafe bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { throw RowProblem(column, notAnID) }
            number = min(number &* 10 &+ UInt64(digit), 1 << 32)
        }
        guard number <= UInt64(NodeID.numberMax) else { throw RowProblem(column, .idTooLarge) }
        return UInt32(number)
    }

    /// A number up to a maximum, nil for `\N`.
    @inline(__always)
    func number(_ column: Int, max maximum: UInt32) throws(RowProblem) -> UInt32? {
        guard let bytes = unsafe text(column) else { return nil }
        guard !bytes.isEmpty else { throw RowProblem(column, .notANumber) }
        var number: UInt64 = 0
        for index in 0..<bytes.count {
            let digit = unsafe bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { throw RowProblem(column, .notANumber) }
            number = min(number &* 10 &+ UInt64(digit), 1 << 40)
        }
        guard number <= UInt64(maximum) else { throw RowProblem(column, .numberTooLarge) }
        return UInt32(number)
    }

    /// `0` or `1`, nil for `\N`.
    func flag(_ column: Int) throws(RowProblem) -> Bool? {
        guard let bytes = unsafe text(column) else { return nil }
        guard bytes.count == 1, unsafe bytes[0] == 0x30 || bytes[0] == 0x31 else {
            throw RowProblem(column, .notAFlag)
        }
        return unsafe bytes[0] == 0x31
    }

    /// A rating in hundredths: `8.7` is 870.
    func rating(_ column: Int) throws(RowProblem) -> UInt32? {
        guard let bytes = unsafe text(column) else { return nil }
        var number: UInt32 = 0
        var decimals = -1
        var digits = 0
        for index in 0..<bytes.count {
            let byte = unsafe bytes[index]
            if byte == UInt8(ascii: ".") && decimals < 0 && digits > 0 {
                decimals = 0
                continue
            }
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9, digits < 4 else { throw RowProblem(column, .notARating) }
            number = number * 10 + UInt32(digit)
            digits += 1
            if decimals >= 0 { decimals += 1 }
        }
        guard digits > 0, decimals <= 2, decimals != 0 else {
            throw RowProblem(column, .notARating)
        }
        for _ in max(decimals, 0)..<2 { number *= 10 }
        guard number <= 1_000 else { throw RowProblem(column, .notARating) }
        return number
    }

    /// Calls `body` with each part of a comma-separated list; not at all for `\N`.
    @inline(__always)
    func forEachPart<Failure: Error>(
        _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        guard let bytes = unsafe text(column) else { return }
        var start = 0
        for index in 0...bytes.count
        where unsafe index == bytes.count || bytes[index] == UInt8(ascii: ",") {
            try unsafe body(UnsafeBufferPointer(rebasing: bytes[start..<index]))
            start = index + 1
        }
    }
}
