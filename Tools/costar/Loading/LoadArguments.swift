import GraphLoader
import GraphStore
import Glibc

/// The options that `load` and `refresh` share.
extension Option {
    static let loading = [
        Option("--without", "NAME,…", "Leave out optional dumps, as in --without title.crew"),
        Option("--only", "TYPE,…", "Keep titles of these types, as in --only movie,tvSeries"),
        Option("--strict", nil, "Stop at the first row that would be rejected"),
        Option("--force", nil, "Load the same dumps again, and with little room"),
        Option("--keep", "K", "How many generations stay, the new one included (2)"),
        Option("--memory", "SIZE", "Take at most so much, as in 2G; half of the machine's"),
        Option("--progress", "FORM", "line, plain, json or none; line on a terminal, else plain"),
        Option("--quiet", nil, "Print no progress and no summary, only errors"),
    ]
}

extension Arguments {
    /// What the words say about a load.
    func loadOptions(of command: Command) throws(Failure) -> LoadOptions {
        var options = LoadOptions(inputs: operands, database: database)
        options.without = try optionalDumps(list("--without"), command)
        options.only = Set(list("--only"))
        options.isStrict = has("--strict")
        options.isForced = has("--force")
        if let word = value("--keep") {
            guard let keep = Int(word), keep >= 1 else {
                throw command.usage("--keep takes a number from 1, not `\(word)`")
            }
            options.keep = keep
        }
        if let word = value("--memory") {
            guard let bytes = ByteSize.parse(word) else {
                throw command.usage("--memory takes a size such as 512M or 2G, not `\(word)`")
            }
            options.memory = bytes
        }
        return options
    }

    /// How progress is to be shown.
    func progressForm(of command: Command) throws(Failure) -> ProgressDisplay.Form {
        if has("--quiet") { return .none }
        guard let word = value("--progress") else {
            return Streams.errorIsTerminal ? .line : .plain
        }
        guard let form = ProgressDisplay.Form(rawValue: word) else {
            let forms = ProgressDisplay.Form.allCases.map(\.rawValue).joined(separator: ", ")
            throw command.usage("--progress takes one of \(forms), not `\(word)`")
        }
        return form
    }

    /// The dumps that `--without` names.
    private func optionalDumps(
        _ names: [String], _ command: Command
    ) throws(Failure) -> Set<DumpFile> {
        var dumps: Set<DumpFile> = []
        for name in names {
            guard let dump = DumpFile(rawValue: name), dump.isOptional else {
                let optional = DumpFile.allCases.filter(\.isOptional).map(\.rawValue)
                throw command.usage(
                    "--without takes some of \(optional.joined(separator: ", ")), not `\(name)`")
            }
            dumps.insert(dump)
        }
        return dumps
    }
}

extension Failure {
    /// Runs a load; what the loader refuses becomes the end of the program.
    static func wrapLoad<Value>(
        _ work: () throws(LoadError) -> Value
    ) throws(Failure) -> Value {
        do throws(LoadError) { return try work() } catch { throw Failure(error) }
    }

    /// The end of the program for what the loader refused.
    private init(_ error: LoadError) {
        switch error {
        case .store(let error): self.init(error)
        case .input(let path, _) where unsafe access(path, F_OK) != 0,
            .notADump(let path) where unsafe access(path, F_OK) != 0:
            self.init(.missing, "there is no \(path)")
        case .noDumps, .missing: self.init(.missing, error.description)
        case .notADump, .twice, .unknownTypes: self.init(.usage, error.description)
        case .input, .column, .damaged, .rejected, .noRoom, .noThread, .stopped:
            self.init(.failed, error.description)
        }
    }
}

/// A number of bytes as people write it.
enum ByteSize {
    /// Reads `2G`, `512M`, `65536K`; nil for anything else, 0 included.
    static func parse(_ word: String) -> Int? {
        let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        guard let last = word.uppercased().last, let unit = units[last],
            let count = Int(word.dropLast()), count > 0
        else { return nil }
        let (bytes, overflows) = count.multipliedReportingOverflow(by: unit)
        return overflows ? nil : bytes
    }
}
