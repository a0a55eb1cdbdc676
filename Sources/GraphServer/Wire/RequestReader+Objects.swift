/// JSON objects: `{"id":7,"op":"costars","args":["nm0000102"],"limit":5}` has the words
/// `COSTARS nm0000102 LIMIT 5`.
///
/// `op` is the command, `args`, `q` and `target` are its arguments in the order of the members,
/// every other member is an option: a list becomes words joined by commas, `true` the bare option,
/// `false`, `null` and an empty list leave it out, an object is passed on as JSON.
extension RequestReader {
    mutating func readObject(_ line: Span<UInt8>) throws(RequestError) {
        // Apart from self, which the closure changes.
        var found = request
        let tooMany = limits.requestWordsMax
        request = Request()
        defer { request = found }
        try objects.read(line) { items throws(RequestError) in
            try found.takeID(of: items)
            try found.takeCommand(of: items)
            try found.takeArguments(of: items)
            try found.takeOptions(of: items)
        }
        guard found.words.count <= tooMany else {
            throw RequestError(.protocolError, "a request has at most \(tooMany) words")
        }
    }
}

extension Request {
    private typealias Items = JSONObjectReader.Items
    private typealias Item = JSONObjectReader.Item

    private enum Role {
        case id, command, arguments, option
    }

    private static func role(of item: Item) -> Role {
        if item.isNamed("op") { return .command }
        if item.isNamed("id") { return .id }
        let isArgument = item.isNamed("args") || item.isNamed("q") || item.isNamed("target")
        return isArgument ? .arguments : .option
    }

    /// Calls `body` with each member of a role and its place.
    private static func forEach(
        _ role: Role, in items: borrowing Items,
        _ body: (Item, Int) throws(RequestError) -> Void
    ) throws(RequestError) {
        var place = 0
        while place < items.count {
            let item = items[place]
            if Request.role(of: item) == role { try body(item, place) }
            place += 1 + item.elements
        }
    }

    /// The id first: the reply to whatever is wrong with the rest carries it.
    fileprivate mutating func takeID(
        of items: borrowing JSONObjectReader.Items
    ) throws(RequestError) {
        try Request.forEach(.id, in: items) { item, _ throws(RequestError) in
            guard id.isEmpty else { throw Request.malformed("'id' stands twice") }
            item.appendRaw(to: &id)
        }
    }

    fileprivate mutating func takeCommand(
        of items: borrowing JSONObjectReader.Items
    ) throws(RequestError) {
        try Request.forEach(.command, in: items) { item, _ throws(RequestError) in
            guard words.count == 0 else { throw Request.malformed("'op' stands twice") }
            guard item.kind == .string else { throw Request.malformed("'op' is not a string") }
            item.appendUpperText(to: &words)
            words.endWord()
        }
        guard words.count > 0 else { throw Request.malformed("'op' is missing") }
    }

    fileprivate mutating func takeArguments(
        of items: borrowing JSONObjectReader.Items
    ) throws(RequestError) {
        try Request.forEach(.arguments, in: items) { item, place throws(RequestError) in
            switch item.kind {
            case .string, .number, .object:
                item.appendText(to: &words)
                words.endWord()
            case .list:
                for index in 0..<item.elements {
                    try appendWord(items[place + 1 + index], of: item)
                    words.endWord()
                }
            case .yes, .no, .null:
                throw Request.malformed(
                    "\(RequestWords.quoted(item.name)) is neither a string nor a list of them")
            }
        }
    }

    fileprivate mutating func takeOptions(
        of items: borrowing JSONObjectReader.Items
    ) throws(RequestError) {
        try Request.forEach(.option, in: items) { item, place throws(RequestError) in
            switch item.kind {
            case .null: return
            case .no where !Request.takesYesOrNo(item): return
            case .list where item.elements == 0: return
            default: break
            }
            appendName(of: item)
            switch item.kind {
            case .yes where !Request.takesYesOrNo(item): return
            case .yes: words.append("yes".utf8)
            case .no, .null: words.append("no".utf8)
            case .string, .number, .object:
                item.appendText(to: &words)
                words.endWord()
            case .list:
                for index in 0..<item.elements {
                    if index > 0 { words.append(byte: UInt8(ascii: ",")) }
                    try appendWord(items[place + 1 + index], of: item)
                }
                words.endWord()
            }
        }
    }

    /// The option's word: the name in upper case, but for two that a query spells with a unit.
    private mutating func appendName(of item: Item) {
        if item.isNamed("timeout_ms") { return words.append("TIMEOUT".utf8) }
        if item.isNamed("max_rows") { return words.append("MAXROWS".utf8) }
        item.appendName(to: &words)
        words.endWord()
    }

    private mutating func appendWord(
        _ element: Item, of list: Item
    ) throws(RequestError) {
        switch element.kind {
        case .string, .number, .object: element.appendText(to: &words)
        case .yes, .no, .null, .list:
            throw Request.malformed(
                "\(RequestWords.quoted(list.name)) holds more than strings and numbers")
        }
    }

    /// Options that say `yes` or `no` may say it as JSON does.
    private static func takesYesOrNo(_ item: Item) -> Bool {
        item.isNamed("adult") || item.isNamed("fuzzy")
    }

    private static func malformed(_ reason: String) -> RequestError {
        RequestError(.protocolError, "malformed request: \(reason)")
    }
}
