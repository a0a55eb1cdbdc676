internal import GraphModel

/// The `characters` column: a JSON list of strings, unescaped and joined by byte 0x00.
enum CharacterNames {
    /// The names: in the text itself where it lists one name without escapes, else in `room`.
    ///
    /// Empty names are left out; no names are no bytes.
    ///
    /// - Returns: The bytes, valid as long as the text and until `room` changes.
    /// - Throws: ``RejectReason/notAListOfNames`` when the text is no JSON list of strings.
    @unsafe static func parse(
        _ text: UnsafeBufferPointer<UInt8>, room: inout GrowableBuffer<UInt8>
    ) throws(RejectReason) -> UnsafeBufferPointer<UInt8> {
        if let name = unsafe onlyName(text) { return unsafe name }
        room.removeAll()
        unsafe try append(text, to: &room)
        return unsafe UnsafeBufferPointer(room.elements)
    }

    /// The name between `["` and `"]` when nothing in it has to be unescaped, else nil.
    @inline(__always)
    private static func onlyName(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8>? {
        let end = text.count - 2
        guard
            unsafe end >= 2 && text[0] == UInt8(ascii: "[") && text[1] == UInt8(ascii: "\"")
                && text[end] == UInt8(ascii: "\"") && text[end + 1] == UInt8(ascii: "]")
        else { return nil }
        for place in 2..<end {
            let byte = unsafe text[place]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 {
                return nil
            }
        }
        return unsafe UnsafeBufferPointer(rebasing: text[2..<end])
    }

    /// Appends the names of any list.
    private static func append(
        _ text: UnsafeBufferPointer<UInt8>, to bytes: inout GrowableBuffer<UInt8>
    ) throws(RejectReason) {
        var place = 0
        func skipBlanks() {
            while unsafe place < text.count && isBlank(text[place]) { place += 1 }
        }
        func take(_ byte: UInt8) -> Bool {
            guard unsafe place < text.count && text[place] == byte else { return false }
            place += 1
            return true
        }
        skipBlanks()
        guard take(UInt8(ascii: "[")) else { throw .notAListOfNames }
        skipBlanks()
        if !take(UInt8(ascii: "]")) {
            repeat {
                skipBlanks()
                guard take(UInt8(ascii: "\"")) else { throw .notAListOfNames }
                if !bytes.isEmpty { bytes.append(0) }
                let start = bytes.count
                try unsafe appendString(text, &place, to: &bytes)
                if bytes.count == start && start > 0 { bytes.removeLast(1) }
                skipBlanks()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw .notAListOfNames }
        }
        skipBlanks()
        guard place == text.count else { throw .notAListOfNames }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }

    /// Reads up to and past the closing quote.
    private static func appendString(
        _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int,
        to bytes: inout GrowableBuffer<UInt8>
    ) throws(RejectReason) {
        while true {
            var plain = place
            while unsafe plain < text.count && text[plain] != UInt8(ascii: "\"")
                && text[plain] != UInt8(ascii: "\\") && text[plain] >= 0x20
            {
                plain += 1
            }
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[place..<plain]))
            place = plain + 1
            guard plain < text.count else { throw .notAListOfNames }
            switch unsafe text[plain] {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): try unsafe appendEscape(text, &place, to: &bytes)
            default: throw .notAListOfNames
            }
        }
    }

    private static func appendEscape(
        _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int,
        to bytes: inout GrowableBuffer<UInt8>
    ) throws(RejectReason) {
        guard place < text.count else { throw .notAListOfNames }
        let escape = unsafe text[place]
        place += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(escape)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = try unsafe hexadecimal(text, &place)
            if scalar >= 0xD800 && scalar < 0xDC00 {
                guard
                    unsafe place + 1 < text.count && text[place] == UInt8(ascii: "\\")
                        && text[place + 1] == UInt8(ascii: "u")
                else { throw .notAListOfNames }
                place += 2
                let low = try unsafe hexadecimal(text, &place)
                guard low >= 0xDC00 && low < 0xE000 else { throw .notAListOfNames }
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            }
            guard scalar != 0, let character = Unicode.Scalar(scalar) else {
                throw .notAListOfNames
            }
            UTF8.encode(character)?.forEach { bytes.append($0) }
        default: throw .notAListOfNames
        }
    }

    private static func hexadecimal(
        _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int
    ) throws(RejectReason) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard place < text.count else { throw .notAListOfNames }
            let byte = unsafe text[place]
            place += 1
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
            default: throw .notAListOfNames
            }
        }
        return value
    }
}
