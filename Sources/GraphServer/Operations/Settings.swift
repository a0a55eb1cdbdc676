/// CONFIG: what is set, under the names of Redis and under those of ``Limits``.
extension Session {
    func config(
        _ words: RequestWords, _ status: ServerStatus, into writer: inout ReplyWriter
    ) throws(RequestError) {
        guard words.equals(1, "GET") else {
            let isKnown = words.equals(1, "SET") || words.equals(1, "REWRITE")
            throw RequestError(
                .protocolError,
                isKnown
                    ? "settings are options of costar serve, they cannot be changed here"
                    : "unknown subcommand \(words.quoted(1)). Try HELP CONFIG.")
        }
        guard words.count > 2 else {
            throw RequestError(
                .protocolError, "wrong number of arguments for 'config|get' command")
        }
        let patterns = words.texts(from: 2).map { Array($0.lowercased().utf8) }
        writer.beginMap()
        for (name, value) in status.settings
        where patterns.contains(where: { Glob.matches(Array(name.utf8), $0) }) {
            writer.key(name)
            writer.string(value)
        }
        writer.endMap()
    }
}

extension ServerStatus {
    /// Names and values in the order of CONFIG GET.
    fileprivate var settings: [(String, String)] {
        [
            ("appendonly", "no"),
            ("bind", address.host),
            ("databases", "1"),
            ("maxclients", "\(limits.connectionsMax)"),
            ("maxmemory", "0"),
            ("port", "\(address.port)"),
            ("proto-max-bulk-len", "\(limits.lineBytesMax)"),
            ("save", ""),
            ("timeout", "\(limits.idleMsMax / 1_000)"),
            ("line-bytes-max", "\(limits.lineBytesMax)"),
            ("page-rows-max", "\(limits.pageRowsMax)"),
            ("question-ms-max", "\(limits.questionMsMax)"),
            ("request-bytes-max", "\(limits.requestBytesMax)"),
            ("request-ms-max", "\(limits.requestMsMax)"),
            ("request-words-max", "\(limits.requestWordsMax)"),
            ("search-queue-max", "\(limits.searchQueueMax)"),
            ("stalled-ms-max", "\(limits.stalledMsMax)"),
        ]
    }
}

/// Patterns with `*` for any bytes and `?` for one.
enum Glob {
    /// Whether all of a text is as the pattern says.
    ///
    /// - Complexity: O(text × pattern), without recursion.
    static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        var textPlace = 0
        var patternPlace = 0
        // Where to go on when what follows the last star does not fit after all.
        var retry: (text: Int, pattern: Int)?
        while textPlace < text.count {
            if patternPlace < pattern.count, pattern[patternPlace] == UInt8(ascii: "*") {
                patternPlace += 1
                retry = (textPlace, patternPlace)
            } else if patternPlace < pattern.count,
                pattern[patternPlace] == UInt8(ascii: "?")
                    || pattern[patternPlace] == text[textPlace]
            {
                textPlace += 1
                patternPlace += 1
            } else if let again = retry {
                textPlace = again.text + 1
                patternPlace = again.pattern
                retry = (again.text + 1, again.pattern)
            } else {
                return false
            }
        }
        return pattern[patternPlace...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
