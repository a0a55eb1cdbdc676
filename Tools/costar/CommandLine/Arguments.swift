/// The words of a command line, told apart by the declaration of their command.
package struct Arguments {
    /// The words that are no options.
    package private(set) var operands: [String] = []
    private var values: [String: [String]] = [:]
    private let command: Command

    /// Parses `--name value`, `--name=value`, flags and operands in any order; after `--`
    /// everything is an operand.
    package init(of command: Command, _ words: [String]) throws(Failure) {
        self.command = command
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let option = try command.option(String(parts[0]))
            let attached = parts.count == 2 ? String(parts[1]) : nil
            values[option.name, default: []].append(
                try Self.value(of: option, attached, &rest, of: command))
        }
        try checkCompleteness()
    }

    /// Whether an option was given.
    package func has(_ option: String) -> Bool { values[declared(option)] != nil }

    /// The value given last, nil when the option was not given.
    package func value(_ option: String) -> String? { values[declared(option)]?.last }

    /// All values, comma lists taken apart: `--without a,b --without c` gives three.
    package func list(_ option: String) -> [String] {
        (values[declared(option)] ?? []).flatMap { $0.split(separator: ",").map(String.init) }
    }

    /// The path of the database.
    package var database: String {
        guard let path = value("--db") else { preconditionFailure("--db is declared as required") }
        return path
    }

    /// A misspelt name in our own code must not read as "not given".
    private func declared(_ option: String) -> String {
        precondition(command.options.contains { $0.name == option }, "\(option) is not declared")
        return option
    }

    private static func value(
        of option: Option, _ attached: String?, _ rest: inout ArraySlice<String>,
        of command: Command
    ) throws(Failure) -> String {
        guard let placeholder = option.value else {
            guard attached == nil else {
                throw command.usage("\(option.name) takes no value")
            }
            return ""
        }
        guard let value = attached ?? rest.popFirst(), !value.isEmpty else {
            throw command.usage("\(option.name) needs a value: \(option.name) \(placeholder)")
        }
        return value
    }

    private func checkCompleteness() throws(Failure) {
        for option in command.options where option.isRequired && values[option.name] == nil {
            throw command.usage("\(option.name) \(option.value ?? "") is missing")
        }
        guard operands.count >= command.operands.lowerBound else {
            throw command.usage("something is missing: costar \(command.name) \(command.synopsis)")
        }
        guard operands.count <= command.operands.upperBound else {
            throw command.usage("`\(operands[command.operands.upperBound])` is one word too many")
        }
    }
}

extension Command {
    /// A wrong command line, with the way to the help page.
    func usage(_ message: String) -> Failure {
        Failure(.usage, "\(message); see `costar \(name) --help`")
    }

    fileprivate func option(_ name: String) throws(Failure) -> Option {
        if let option = options.first(where: { $0.name == name }) { return option }
        let page = "costar \(self.name) --help"
        let advice = advice(for: name, among: options.map(\.name), list: page)
        throw Failure(.usage, "no option `\(name)`; \(advice)")
    }
}
