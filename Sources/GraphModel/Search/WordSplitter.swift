internal import CUnicode

/// The words of a text as search compares them.
///
/// A word is a run of letters and digits of the folded text (``Fold``). Apostrophes inside a text
/// are skipped, so `Schindler's` is one word. Han and kana are written without blanks: each of
/// their characters is a word. A text without any letter or digit is one word as it stands,
/// blanks left out, so that a film named `$` can be found.
package struct WordSplitter: ~Copyable {
    private var folded = GrowableBuffer<UInt8>()
    /// The words, one after the other.
    private var bytes = GrowableBuffer<UInt8>()
    private var ends = GrowableBuffer<Int>()

    /// No words.
    package init() {}

    /// Number of words of the text split last.
    package var count: Int { ends.count }

    /// The bytes of a word, until the next text is split.
    @unsafe package func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = index == 0 ? 0 : ends[index - 1]
        return unsafe UnsafeBufferPointer(rebasing: bytes.elements[start..<ends[index]])
    }

    /// A copy of a word.
    package func word(_ index: Int) -> [UInt8] { unsafe Array(bytes(index)) }

    /// Splits a text.
    ///
    /// - Complexity: O(length); ASCII alone is split without a look into the Unicode tables.
    @unsafe package mutating func split(_ text: UnsafeBufferPointer<UInt8>) {
        ends.removeAll()
        guard unsafe splitASCII(text) else { return unsafe splitUnicode(text) }
        if ends.isEmpty { unsafe takeWhole(text) }
    }

    /// False for a text with other characters than ASCII: nothing is split then.
    private mutating func splitASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.removeAll()
        let room = unsafe bytes.appendRoom(text.count)
        var used = 0
        var wordStart = 0
        for place in 0..<text.count {
            let byte = unsafe text[place]
            let lower = byte | 0x20
            if lower &- 0x61 < 26 {
                unsafe room[used] = lower
                used += 1
            } else if byte &- 0x30 < 10 {
                unsafe room[used] = byte
                used += 1
            } else if byte >= 0x80 {
                ends.removeAll()
                return false
            } else if byte != UInt8(ascii: "'"), used > wordStart {
                ends.append(used)
                wordStart = used
            }
        }
        if used > wordStart { ends.append(used) }
        bytes.removeLast(text.count - used)
        return true
    }

    /// Splits a text.
    package mutating func split(_ text: Text) { unsafe split(text.bytes) }

    private mutating func endWord() {
        if bytes.count > (ends.isEmpty ? 0 : ends[ends.count - 1]) { ends.append(bytes.count) }
    }

    private mutating func splitUnicode(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.removeAll()
        folded.removeAll()
        unsafe Fold.append(text, to: &folded)
        var place = 0
        while place < folded.count {
            let byte = folded[place]
            if byte < 0x80 {
                place += 1
                if byte &- 0x61 < 26 || byte &- 0x30 < 10 {
                    bytes.append(byte)
                } else if byte != UInt8(ascii: "'") {
                    endWord()
                }
                continue
            }
            let (character, length) = character(at: place)
            let next = place + length
            if WordSplitter.standsAlone(character) {
                endWord()
                for index in place..<next { bytes.append(folded[index]) }
                endWord()
            } else if WordSplitter.isLetterOrDigit(character) {
                for index in place..<next { bytes.append(folded[index]) }
            } else if !WordSplitter.isApostrophe(character) {
                endWord()
            }
            place = next
        }
        endWord()
        if ends.isEmpty { unsafe takeWhole(text) }
    }

    /// The folded text without blanks as the only word.
    private mutating func takeWhole(_ text: UnsafeBufferPointer<UInt8>) {
        folded.removeAll()
        bytes.removeAll()
        unsafe Fold.append(text, to: &folded)
        for place in 0..<folded.count where folded[place] > 0x20 { bytes.append(folded[place]) }
        endWord()
    }

    /// The character at a place of the folded text and its length; -1 for a byte that is none.
    private func character(at place: Int) -> (Int32, Int) {
        var character: Int32 = -1
        let length = unsafe utf8proc_iterate(
            folded.pointer(to: place), folded.count - place, &character)
        return length > 0 ? (character, length) : (-1, 1)
    }

    private static func isLetterOrDigit(_ character: Int32) -> Bool {
        guard character >= 0 else { return false }
        let category = utf8proc_category(character).rawValue
        return category >= UTF8PROC_CATEGORY_LU.rawValue
            && category <= UTF8PROC_CATEGORY_NO.rawValue
    }

    /// Whether a script does not part its words by blanks: kana and Han.
    private static func standsAlone(_ character: Int32) -> Bool {
        switch character {
        case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x2_0000...0x3_FFFF:
            isLetterOrDigit(character)
        default: false
        }
    }

    private static func isApostrophe(_ character: Int32) -> Bool {
        character == 0x2019 || character == 0x2018 || character == 0x02BC
    }
}
