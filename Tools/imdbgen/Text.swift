/// Bytes of rows, appended piece by piece.
struct Text {
    private(set) var bytes: [UInt8] = []

    static let tab = UInt8(ascii: "\t")
    static let feed = UInt8(ascii: "\n")
    /// Between the parts of the lists of title.akas.
    static let partSeparator: UInt8 = 2

    /// Hands over the bytes and begins anew.
    mutating func take(roomFor bytesMax: Int) -> [UInt8] {
        let taken = bytes
        bytes = []
        bytes.reserveCapacity(bytesMax)
        return taken
    }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
    mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }
    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func appendTab() { bytes.append(Text.tab) }

    /// The mark of a missing value.
    mutating func appendNull() {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: "N"))
    }

    mutating func append(number: Int) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        append(number, from: divisor)
    }

    /// An id: two letters and at least seven digits.
    mutating func append(title number: UInt32) {
        append("tt")
        append(Int(number), from: number < 10_000_000 ? 1_000_000 : 10_000_000)
    }

    mutating func append(person number: UInt32) {
        append("nm")
        append(Int(number), from: number < 10_000_000 ? 1_000_000 : 10_000_000)
    }

    private mutating func append(_ number: Int, from first: Int) {
        var divisor = first
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
