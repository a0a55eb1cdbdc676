internal import CUnicode

/// Text as names are compared: without case and without accents.
///
/// `Penélope CRUZ` and `Penelope Cruz` fold to the same bytes. Letters that are no letter with a
/// mark stay what they are: `ø` is not `o`.
public enum Fold {
    /// Appends the folded form of UTF-8 bytes.
    ///
    /// - Complexity: O(length); ASCII alone is lower-cased without a look into the tables.
    @unsafe package static func append(
        _ text: UnsafeBufferPointer<UInt8>, to folded: inout GrowableBuffer<UInt8>
    ) {
        let room = unsafe folded.appendRoom(text.count)
        for place in 0..<text.count {
            let byte = unsafe text[place]
            guard byte < 0x80 else {
                folded.removeLast(text.count)
                return unsafe appendUnicode(text, to: &folded)
            }
            unsafe room[place] = lowered(byte)
        }
    }

    /// The folded form of an ASCII character.
    @inline(__always)
    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// Appends the folded form of a text.
    package static func append(_ text: Text, to folded: inout GrowableBuffer<UInt8>) {
        unsafe append(text.bytes, to: &folded)
    }

    /// The folded form of UTF-8 bytes.
    public static func folded(_ text: some Collection<UInt8>) -> [UInt8] {
        var folded = GrowableBuffer<UInt8>()
        let bytes = Array(text)
        unsafe bytes.withUnsafeBufferPointer { unsafe append($0, to: &folded) }
        return Array(folded)
    }

    /// Full case folding, canonical decomposition, marks left out.
    private static let options = utf8proc_option_t(
        UTF8PROC_STABLE.rawValue | UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_CASEFOLD.rawValue
            | UTF8PROC_STRIPMARK.rawValue)

    private static func appendUnicode(
        _ text: UnsafeBufferPointer<UInt8>, to folded: inout GrowableBuffer<UInt8>
    ) {
        guard let base = text.baseAddress else { return }
        var parts = [32 of Int32](repeating: 0)
        var place = 0
        while place < text.count {
            let byte = unsafe text[place]
            if byte < 0x80 {
                folded.append(lowered(byte))
                place += 1
                continue
            }
            var character: Int32 = 0
            let length = unsafe utf8proc_iterate(base + place, text.count - place, &character)
            guard length > 0 else {
                // Not UTF-8: the byte stands for itself.
                folded.append(byte)
                place += 1
                continue
            }
            place += length
            let count = decompose(character, &parts)
            for part in 0..<count { append(parts[part], to: &folded) }
        }
    }

    /// The characters that one character folds to; none for a mark.
    private static func decompose(_ character: Int32, _ parts: inout [32 of Int32]) -> Int {
        var boundary: Int32 = 0
        var span = parts.mutableSpan
        let count = unsafe span.withUnsafeMutableBufferPointer { room in
            unsafe utf8proc_decompose_char(
                character, room.baseAddress, room.count, options, &boundary)
        }
        precondition(count <= parts.count, "a character folds to more than any does")
        return max(count, 0)
    }

    private static func append(_ character: Int32, to folded: inout GrowableBuffer<UInt8>) {
        var encoded = [4 of UInt8](repeating: 0)
        var span = encoded.mutableSpan
        let count = unsafe span.withUnsafeMutableBufferPointer { room in
            unsafe utf8proc_encode_char(character, room.baseAddress)
        }
        for place in 0..<count { folded.append(encoded[place]) }
    }
}
