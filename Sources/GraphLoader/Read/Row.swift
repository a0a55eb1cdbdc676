internal import GraphModel

/// One row of a dump: its fields in the order of ``DumpFile/columns``, borrowed from the buffer
/// that is being parsed.
@safe struct Row {
    /// The first byte of the part that the line lies in.
    let base: UnsafePointer<UInt8>
    /// Where each physical field ends; before the first, where the line before it does.
    let ends: UnsafePointer<UInt32>
    /// The physical field of each column.
    let places: UnsafePointer<Int>

    /// The bytes of a column.
    @inline(__always)
    func field(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        let place = unsafe places[column]
        let start = unsafe Int(ends[place - 1] &+ 1)
        return unsafe UnsafeBufferPointer(start: base + start, count: Int(ends[place]) - start)
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
    @inline(__always)
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
        if let number = unsafe usualID(bytes, label) { return number }
        return try unsafe anyID(bytes, label, column)
    }

    private static func letters(_ label: Label) -> (UInt8, UInt8) {
        label == .title
            ? (UInt8(ascii: "t"), UInt8(ascii: "t")) : (UInt8(ascii: "n"), UInt8(ascii: "m"))
    }

    /// The number of an id of seven or eight digits, read as one number of eight bytes; nil for
    /// what needs a closer look.
    ///
    /// - Source: D. Lemire, "Quickly parsing eight digits", 2018.
    @inline(__always)
    private static func usualID(_ bytes: UnsafeBufferPointer<UInt8>, _ label: Label) -> UInt32? {
        guard bytes.count == 2 + NodeID.digitsMin || bytes.count == 2 + 8 else { return nil }
        let raw = UnsafeRawBufferPointer(bytes)
        let (first, second) = letters(label)
        guard unsafe raw[0] == first && raw[1] == second else { return nil }
        var digits = unsafe raw.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
        if bytes.count == 2 + 8 {
            guard UInt8(truncatingIfNeeded: digits) != UInt8(ascii: "0") else { return nil }
        } else {
            // The letter before the digits counts as a zero.
            digits = digits & ~0xFF | UInt64(UInt8(ascii: "0"))
        }
        digits ^= 0x3030_3030_3030_3030
        guard (digits | (digits &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 == 0 else {
            return nil
        }
        digits = (digits &* (10 << 8 + 1)) >> 8 & 0x00FF_00FF_00FF_00FF
        digits = (digits &* (100 << 16 + 1)) >> 16 & 0x0000_FFFF_0000_FFFF
        digits = (digits &* (10_000 << 32 + 1)) >> 32
        return UInt32(truncatingIfNeeded: digits)
    }

    /// The number of an id of any length, or what is wrong with it.
    @inline(never)
    private static func anyID(
        _ bytes: UnsafeBufferPointer<UInt8>, _ label: Label, _ column: Int
    ) throws(RowProblem) -> UInt32 {
        let (first, second) = letters(label)
        let notAnID: RejectReason = label == .title ? .notATitleID : .notAPersonID
        guard unsafe bytes.count > 2 && bytes[0] == first && bytes[1] == second else {
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
