/// Blanks out what is not code in Swift source, so that rules can search for words of code.
///
/// Comments and the letters of strings become spaces, line ends stay, interpolated expressions stay
/// code. Braces in comments and strings are gone, braces of code are where they were.
struct CodeMask {
    private var bytes: [UInt8]
    private var place = 0
    private let end: Int

    /// The source with everything but code blanked out.
    static func mask(_ source: String) -> String {
        var mask = CodeMask(bytes: Array(source.utf8))
        mask.skipCode(until: nil)
        return String(decoding: mask.bytes, as: UTF8.self)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        end = bytes.count
    }

    /// Walks over code up to the parenthesis that closes an interpolation, or to the end.
    private mutating func skipCode(until closing: Character?) {
        var depth = 0
        while place < end {
            if starts(with: "//") {
                blank { mask in mask.bytes[mask.place] == UInt8(ascii: "\n") }
            } else if starts(with: "/*") {
                blankComment()
            } else if let hashes = stringStart() {
                blankString(hashes: hashes)
            } else {
                if bytes[place] == UInt8(ascii: "(") { depth += 1 }
                if bytes[place] == UInt8(ascii: ")") {
                    if depth == 0 && closing != nil { return }
                    depth -= 1
                }
                place += 1
            }
        }
    }

    /// The number of `#` before the quote that begins here, nil when no string begins here.
    private func stringStart() -> Int? {
        var at = place
        while at < end, bytes[at] == UInt8(ascii: "#") { at += 1 }
        return at < end && bytes[at] == UInt8(ascii: "\"") ? at - place : nil
    }

    private mutating func blankString(hashes: Int) {
        let fence = String(repeating: "#", count: hashes)
        blankBytes(hashes)
        let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        blankBytes(quote.utf8.count)
        while place < end {
            if starts(with: quote + fence) {
                return blankBytes(quote.utf8.count + hashes)
            } else if starts(with: "\\" + fence + "(") {
                blankBytes(1 + hashes)
                place += 1
                skipCode(until: ")")
                place += place < end ? 1 : 0
            } else {
                blankBytes(starts(with: "\\" + fence) ? 2 + hashes : 1)
            }
        }
    }

    /// Comments may hold comments.
    private mutating func blankComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blankBytes(2)
            } else if starts(with: "*/") {
                depth -= 1
                blankBytes(2)
            } else {
                blankBytes(1)
            }
        } while depth > 0 && place < end
    }

    private mutating func blank(until stop: (CodeMask) -> Bool) {
        while place < end, !stop(self) { blankBytes(1) }
    }

    private mutating func blankBytes(_ count: Int) {
        for _ in 0..<count where place < end {
            if bytes[place] != UInt8(ascii: "\n") { bytes[place] = UInt8(ascii: " ") }
            place += 1
        }
    }

    private func starts(with text: String) -> Bool {
        bytes[place...].starts(with: text.utf8)
    }
}
