/// The words of one request, whatever dialect it came in: the command, its arguments, its options.
///
/// `COSTARS nm0000102 LIMIT 5`, the RESP array of the same words and
/// `{"op":"costars","args":["nm0000102"],"limit":5}` give equal words. One buffer and a list of
/// ranges, reused from request to request.
public struct RequestWords: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// No words.
    public init() {}

    /// Words given as text: tests and the command line.
    public init(_ words: [String]) {
        for word in words { append(Array(word.utf8)) }
    }

    /// Number of words, the command included.
    public var count: Int { ends.count }

    /// Forgets the words and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Adds a word.
    public mutating func append(_ word: some Collection<UInt8>) {
        bytes.append(contentsOf: word)
        ends.append(bytes.count)
    }

    /// Adds a word.
    public mutating func append(_ word: Span<UInt8>) {
        bytes.append(word)
        ends.append(bytes.count)
    }

    /// Adds bytes to the word that ``endWord()`` will end.
    public mutating func append(part: Span<UInt8>) {
        bytes.append(part)
    }

    /// Adds a byte to the word that ``endWord()`` will end.
    public mutating func append(byte: UInt8) { bytes.append(byte) }

    /// Ends a word made by ``append(byte:)``.
    public mutating func endWord() { ends.append(bytes.count) }

    /// The bytes of a word.
    public subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// A word as text; the parser has checked that it is UTF-8.
    public func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    /// Whether a word equals an upper-case ASCII keyword, in any case.
    public func equals(_ index: Int, _ keyword: StaticString) -> Bool {
        let word = self[index]
        guard word.count == keyword.utf8CodeUnitCount else { return false }
        var place = 0
        for byte in word {
            let upper = byte &- 0x61 < 26 ? byte & 0xDF : byte
            guard unsafe upper == keyword.utf8Start[place] else { return false }
            place += 1
        }
        return true
    }
}

extension RequestWords {
    /// The whole number that a word of decimal digits is; nil for anything else, signs included.
    public func integer(_ index: Int) -> Int? {
        let word = self[index]
        guard !word.isEmpty, word.count <= 18 else { return nil }
        var value = 0
        for byte in word {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// A word as messages repeat it: in quotes, on one line, cut after
    /// ``Limits/quotedCharactersMax`` characters.
    public func quoted(_ index: Int) -> String { RequestWords.quoted(text(index)) }

    /// A text as messages repeat it.
    public static func quoted(_ text: String) -> String {
        let limit = Limits.quotedCharactersMax
        var shown = ""
        for scalar in text.unicodeScalars.prefix(limit) {
            // A line break in an error would break the framing of both dialects.
            let isControl = scalar.value < 0x20 || scalar.value == 0x7F
            shown.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return text.unicodeScalars.count > limit ? "'\(shown)…'" : "'\(shown)'"
    }
}
