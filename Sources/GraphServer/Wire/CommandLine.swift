extension RequestWords {
    /// Splits a command line into words, for programs that ask without a socket.
    ///
    /// - Throws: ``RequestError/Kind/protocolError`` for a quote that does not end.
    public init(commandLine: String) throws(RequestError) {
        self.init()
        try append(commandLine: Array(commandLine.utf8).span)
    }

    /// Splits a line of UTF-8, without its end, at blanks.
    ///
    /// A quote counts only where a word begins: `O'Brien` and `{"n":1}` are words as they stand.
    /// Inside `"double"` quotes the escapes of JSON hold, inside `'single'` ones none.
    mutating func append(commandLine line: Span<UInt8>) throws(RequestError) {
        var place = 0
        while place < line.count {
            let byte = line[place]
            if byte.isBlank {
                place += 1
            } else if byte == UInt8(ascii: "\"") {
                place = try appendQuoted(line, from: place + 1)
            } else if byte == UInt8(ascii: "'") {
                place = try appendRaw(line, from: place + 1)
            } else {
                let start = place
                while place < line.count, !line[place].isBlank { place += 1 }
                append(line.extracting(start..<place))
            }
        }
    }

    /// Appends the word between single quotes; `start` is behind the first.
    ///
    /// - Returns: The place behind the second.
    private mutating func appendRaw(
        _ line: Span<UInt8>, from start: Int
    ) throws(RequestError) -> Int {
        guard let end = line.firstIndex(of: UInt8(ascii: "'"), from: start) else {
            throw .unfinishedQuote
        }
        append(line.extracting(start..<end))
        return try endOfWord(line, behind: end)
    }

    private mutating func appendQuoted(
        _ line: Span<UInt8>, from start: Int
    ) throws(RequestError) -> Int {
        var place = start
        var plain = start
        while place < line.count {
            switch line[place] {
            case UInt8(ascii: "\""):
                append(part: line.extracting(plain..<place))
                endWord()
                return try endOfWord(line, behind: place)
            case UInt8(ascii: "\\"):
                append(part: line.extracting(plain..<place))
                place = try appendEscape(line, from: place + 1)
                plain = place
            default:
                place += 1
            }
        }
        throw .unfinishedQuote
    }

    private func endOfWord(_ line: Span<UInt8>, behind quote: Int) throws(RequestError) -> Int {
        guard quote + 1 == line.count || line[quote + 1].isBlank else {
            throw RequestError(.protocolError, "a closing quote is followed by a blank")
        }
        return quote + 1
    }

    /// Appends what an escape means; `start` is behind the backslash.
    private mutating func appendEscape(
        _ line: Span<UInt8>, from start: Int
    ) throws(RequestError) -> Int {
        guard start < line.count else { throw .unfinishedQuote }
        switch line[start] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): append(byte: line[start])
        case UInt8(ascii: "n"): append(byte: UInt8(ascii: "\n"))
        case UInt8(ascii: "t"): append(byte: UInt8(ascii: "\t"))
        case UInt8(ascii: "r"): append(byte: UInt8(ascii: "\r"))
        case UInt8(ascii: "b"): append(byte: 0x08)
        case UInt8(ascii: "f"): append(byte: 0x0C)
        case UInt8(ascii: "u"): return try appendUnicode(line, from: start + 1)
        default:
            throw RequestError(
                .protocolError, "an escape in double quotes is none of \\\" \\\\ \\n \\t \\uXXXX")
        }
        return start + 1
    }

    /// Appends the character of `XXXX`, or of `XXXX\uXXXX` where two units make one character.
    private mutating func appendUnicode(
        _ line: Span<UInt8>, from start: Int
    ) throws(RequestError) -> Int {
        var end = start + 4
        var code = try codeUnit(line, at: start)
        if code & 0xFC00 == 0xD800, end + 6 <= line.count, line[end] == UInt8(ascii: "\\"),
            line[end + 1] == UInt8(ascii: "u")
        {
            let low = try codeUnit(line, at: end + 2)
            if low & 0xFC00 == 0xDC00 {
                code = 0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF)
                end += 6
            }
        }
        guard let character = Unicode.Scalar(code) else {
            throw RequestError(.protocolError, "half a surrogate pair after \\u")
        }
        for byte in UTF8.encode(character) ?? UTF8.encodedReplacementCharacter {
            append(byte: byte)
        }
        return end
    }

    private func codeUnit(_ line: Span<UInt8>, at start: Int) throws(RequestError) -> UInt32 {
        var code: UInt32 = 0
        for place in start..<start + 4 {
            guard place < line.count, let digit = line[place].hexadecimalDigit else {
                throw RequestError(.protocolError, "\\u is followed by four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
        }
        return code
    }
}

extension UInt8 {
    fileprivate var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension RequestError {
    fileprivate static var unfinishedQuote: RequestError {
        RequestError(.protocolError, "unfinished quote")
    }
}
