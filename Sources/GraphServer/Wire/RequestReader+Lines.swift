/// Lines: a command or a JSON object, ended by LF or CR LF.
extension RequestReader {
    mutating func nextLine(in input: Span<UInt8>, after progress: inout Progress) -> Step {
        guard let end = input.firstIndex(of: UInt8(ascii: "\n"), from: progress.scanned) else {
            // One byte more may be the CR of the line's end.
            guard input.count <= limits.lineBytesMax + 1 else { return tooLong(input) }
            progress.scanned = input.count
            return .incomplete
        }
        progress = Progress()
        let bytes = end + 1
        let hasReturn = end > 0 && input[end - 1] == UInt8(ascii: "\r")
        let line = input.extracting(0..<(hasReturn ? end - 1 : end))
        guard line.count <= limits.lineBytesMax else { return tooLong(input) }
        guard let start = line.firstWord else { return .blank(bytes: bytes) }
        do throws(RequestError) {
            if line[start] == UInt8(ascii: "{") {
                request.begin(.object)
                try readObject(line)
            } else {
                if line.extracting(droppingFirst: start).beginsWithHTTPVerb { return .foreign }
                request.begin(.line)
                guard line.isUTF8 else {
                    throw RequestError(.protocolError, "a line is not UTF-8")
                }
                try request.words.append(commandLine: line)
                try checkWordCount()
            }
        } catch {
            return .refused(bytes: bytes, error)
        }
        return .request(bytes: bytes)
    }

    func checkWordCount() throws(RequestError) {
        guard request.words.count <= limits.requestWordsMax else {
            throw RequestError(
                .protocolError, "a request has at most \(limits.requestWordsMax) words")
        }
    }

    private mutating func tooLong(_ input: Span<UInt8>) -> Step {
        request.begin(input[0] == UInt8(ascii: "{") ? .object : .line)
        return .broken(
            RequestError(.protocolError, "a line has at most \(limits.lineBytesMax) bytes"))
    }
}

extension UInt8 {
    /// Between words of a line.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    /// An ASCII letter in upper case, any other byte as it is.
    var upper: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & 0xDF : self }
}

extension Span<UInt8> {
    /// Where the first byte that is no blank stands.
    fileprivate var firstWord: Int? {
        for index in indices where !self[index].isBlank { return index }
        return nil
    }

    /// A browser can be made to send HTTP to any port: its request must not be read as commands.
    fileprivate var beginsWithHTTPVerb: Bool {
        guard self[0] &- UInt8(ascii: "A") < 26 else { return false }
        return httpVerbs.contains { verb in
            guard verb.count <= count, verb.count == count || self[verb.count].isBlank else {
                return false
            }
            return verb.indices.allSatisfy { verb[$0] == self[$0] }
        }
    }
}

/// `PRI` begins HTTP/2.
private let httpVerbs = [
    "GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PRI",
].map { Array($0.utf8) }
