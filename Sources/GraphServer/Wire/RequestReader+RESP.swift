/// RESP arrays of bulk strings: `*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n`.
extension RequestReader {
    private enum Header {
        case incomplete
        case malformed
        case number(Int, end: Int)
    }

    private enum Bulk {
        case incomplete
        case malformed(String)
        case word(Range<Int>)
    }

    mutating func nextArray(in input: Span<UInt8>, after progress: inout Progress) -> Step {
        // A request that came in pieces is only measured until it is there, then read in one go.
        let isWhole = progress.scanned == 0
        var place = progress
        if isWhole {
            request.begin(.resp)
            switch header(in: input, at: 0) {
            case .incomplete: return .incomplete
            case .number(0, let end): return .blank(bytes: end)
            case .number(let words, let end) where words <= limits.requestWordsMax:
                place.wordsLeft = words
                place.scanned = end
            case .malformed, .number: return malformed("invalid multibulk length")
            }
        }
        while place.wordsLeft > 0 {
            switch bulk(in: input, at: place) {
            case .incomplete:
                progress = place
                return .incomplete
            case .malformed(let reason): return malformed(reason)
            case .word(let range):
                if isWhole {
                    let word = input.extracting(range)
                    request.isUTF8 = request.isUTF8 && word.isUTF8
                    request.words.append(word)
                }
                place.scanned = range.upperBound + 2
                place.wordsLeft -= 1
                place.wordBytes += range.count
            }
        }
        progress = Progress()
        guard isWhole else { return nextArray(in: input, after: &progress) }
        return .request(bytes: place.scanned)
    }

    /// The word of the bulk string that begins where `place` has come to.
    private func bulk(in input: Span<UInt8>, at place: Progress) -> Bulk {
        guard place.scanned < input.count else { return .incomplete }
        guard input[place.scanned] == UInt8(ascii: "$") else { return .malformed("expected '$'") }
        switch header(in: input, at: place.scanned) {
        case .incomplete: return .incomplete
        case .number(let bytes, let start) where bytes <= limits.lineBytesMax:
            guard place.wordBytes + bytes <= limits.requestBytesMax else {
                return .malformed("a request has at most \(limits.requestBytesMax) bytes")
            }
            let end = start + bytes
            if end < input.count && input[end] != UInt8(ascii: "\r")
                || end + 1 < input.count && input[end + 1] != UInt8(ascii: "\n")
            {
                return .malformed("a bulk string does not end where its length says")
            }
            return end + 2 <= input.count ? .word(start..<end) : .incomplete
        case .malformed, .number: return .malformed("invalid bulk length")
        }
    }

    private func malformed(_ reason: String) -> Step {
        .broken(RequestError(.protocolError, "Protocol error: \(reason)"))
    }

    /// The number behind the `*` or `$` at `start`: digits only, then CR LF.
    private func header(in input: Span<UInt8>, at start: Int) -> Header {
        var place = start + 1
        var number = 0
        while place < input.count {
            let byte = input[place]
            if byte == UInt8(ascii: "\r") {
                guard place > start + 1 else { return .malformed }
                guard place + 1 < input.count else { return .incomplete }
                guard input[place + 1] == UInt8(ascii: "\n") else { return .malformed }
                return .number(number, end: place + 2)
            }
            let digit = byte &- UInt8(ascii: "0")
            // 18 digits fit an Int.
            guard digit <= 9, place - start <= 18 else { return .malformed }
            number = number * 10 + Int(digit)
            place += 1
        }
        return .incomplete
    }
}
