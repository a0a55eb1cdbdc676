import GraphModel

/// The words of a request told apart: positions, options and their values.
///
/// Everything that can be refused without looking at the graph has been refused when this exists.
struct Arguments {
    /// The request.
    let words: RequestWords
    /// What was asked.
    let command: CommandDeclaration
    /// Index of the first word that is not positional.
    let positionsEnd: Int
    /// By option, with room for more: the index of its value (of the word itself for a flag), 0
    /// when not given.
    private var places = [32 of UInt32](repeating: 0)

    /// Tells the words apart.
    init(
        _ words: RequestWords, for command: CommandDeclaration, limits: Limits
    ) throws(RequestError) {
        self.words = words
        self.command = command
        positionsEnd = Arguments.positionsEnd(words, command)
        let given = positionsEnd - 1
        guard given >= command.arity.lowerBound else {
            throw RequestError(
                .argumentError,
                "\(command.name) expects \(Arguments.count(command)), got \(given); "
                    + "HELP \(command.name) tells more")
        }
        var index = positionsEnd
        while index < words.count {
            let option = try option(at: index)
            guard places[option.rawValue] == 0 else {
                throw RequestError(
                    .argumentError, "\(option.name) is given twice, say it once")
            }
            if case .flag = option.kind {
                places[option.rawValue] = UInt32(index)
            } else {
                index += 1
                try check(option, at: index, limits)
                places[option.rawValue] = UInt32(index)
            }
            index += 1
        }
    }

    /// Where the options begin: after the most words that the command takes, or after the last id
    /// of a list that options may follow.
    private static func positionsEnd(_ words: RequestWords, _ command: CommandDeclaration) -> Int {
        let most = min(words.count, 1 + command.arity.upperBound)
        guard command.arity.count > 1, !command.options.isEmpty else { return most }
        var end = 1
        while end < most, end <= command.arity.lowerBound || words.beginsAsID(end) {
            if command.options.contains(where: { words.equals(end, $0.keyword) }) { break }
            end += 1
        }
        return end
    }

    private func option(at index: Int) throws(RequestError) -> CommandOption {
        for option in command.options where words.equals(index, option.keyword) { return option }
        guard let nearest = NearestWord.find(words.text(index), among: command.options.map(\.name))
        else {
            throw RequestError(
                .argumentError,
                "\(command.name) expects \(Arguments.count(command)) and no options, "
                    + "\(words.quoted(index)) is one word too many")
        }
        throw RequestError(
            .argumentError,
            "\(command.name) has no option \(words.quoted(index)), did you mean \(nearest)? "
                + "HELP \(command.name) lists its options")
    }

    private func check(
        _ option: CommandOption, at index: Int, _ limits: Limits
    ) throws(RequestError) {
        let expected: String
        switch option.kind {
        case .flag: return
        case .integer(let range):
            if index < words.count, let value = words.integer(index), range.contains(value) {
                return
            }
            expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .limited(let minimum, let maximum):
            let range = minimum...maximum(limits)
            if index < words.count, let value = words.integer(index), range.contains(value) {
                return
            }
            expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let choices):
            if index < words.count {
                let word = words.text(index).lowercased()
                if choices.contains(word) { return }
            }
            expected = choices.joined(separator: " or ")
        case .words:
            if index < words.count { return }
            expected = "words joined by commas (\(option.placeholder))"
        case .ids:
            if index < words.count { return }
            expected = "ids joined by commas"
        }
        let came = index < words.count ? "got \(words.quoted(index))" : "and the request ends there"
        throw RequestError(.argumentError, "\(option.name) expects \(expected), \(came)")
    }

    /// `2 ids (nm… nm…)`: what a command expects after its name.
    private static func count(_ command: CommandDeclaration) -> String {
        let fewest = command.arity.lowerBound
        let words = fewest == 1 ? "word" : "words"
        let least = command.arity.upperBound > fewest ? "at least " : ""
        return "\(least)\(fewest) \(words) after it (\(command.positions))"
    }
}

extension Arguments {
    /// The index of an option's value, nil when it is not given.
    func place(_ option: CommandOption) -> Int? {
        let place = places[option.rawValue]
        return place == 0 ? nil : Int(place)
    }

    /// Whether a flag is given.
    func has(_ option: CommandOption) -> Bool { place(option) != nil }

    /// The number of an option, nil when it is not given.
    func integer(_ option: CommandOption) -> Int? { place(option).flatMap { words.integer($0) } }

    /// The word of a choice in lower case, nil when it is not given.
    func choice(_ option: CommandOption) -> String? {
        place(option).map { words.text($0).lowercased() }
    }
}

extension RequestWords {
    /// Whether a word begins as ids do; no option does.
    fileprivate func beginsAsID(_ index: Int) -> Bool {
        let letters = self[index].prefix(2).map { $0 | 0x20 }
        return Label.allCases.contains { label in "\(label.prefix)".utf8.elementsEqual(letters) }
    }
}
