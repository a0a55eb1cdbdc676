internal import Glibc

/// The program: reads its command line, generates, tells what it wrote.
@main package enum Imdbgen {
    static let help = """
        Generates dumps that are like IMDb's: the same files, columns, order and dirt.

        usage: imdbgen SCALE DIRECTORY [--seed N] [--plain]

          SCALE      1 is the size of the real dumps, 204 million rows; 0.0001 to 2
          DIRECTORY  where the seven files go; it is made if it is missing
          --seed N   another seed gives other dumps; the same one gives the same bytes (1)
          --plain    write .tsv, not .tsv.gz
          --help     show this text

        """

    package static func main() {
        do throws(UsageError) {
            guard let options = try parse(Array(CommandLine.arguments.dropFirst())) else {
                print(help, terminator: "")
                return
            }
            generate(options)
        } catch {
            fail("\(error.message); see `imdbgen --help`", status: 2)
        }
    }

    /// A command line that does not say what to do.
    package struct UsageError: Error, Equatable {
        package let message: String

        package init(_ message: String) { self.message = message }
    }

    /// What a command line asks for, nil when it asks for help.
    package static func parse(_ words: [String]) throws(UsageError) -> GeneratorOptions? {
        var operands: [String] = []
        var seed: UInt64 = 1
        var isPlain = false
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--help", "-h": return nil
            case "--plain": isPlain = true
            case "--seed":
                guard let number = rest.popFirst().flatMap({ UInt64($0) }) else {
                    throw UsageError("--seed needs a number of 0 or more")
                }
                seed = number
            case let option where option.hasPrefix("--"):
                throw UsageError("unknown option \(option)")
            default: operands.append(word)
            }
        }
        guard operands.count == 2 else {
            throw UsageError("SCALE and DIRECTORY are needed, and nothing else")
        }
        guard let factor = Double(operands[0]), Scale.range.contains(factor) else {
            throw UsageError("the scale is a number from 0.0001 to 2, not `\(operands[0])`")
        }
        var options = GeneratorOptions(scale: Scale(factor), directory: operands[1])
        options.seed = seed
        options.isPlain = isPlain
        return options
    }

    private static func generate(_ options: GeneratorOptions) {
        do throws(GeneratorError) {
            for file in try Generator.run(options) {
                let perRow = Double(file.bytes) / Double(max(1, file.rows))
                let tenths = Int((perRow * 10).rounded())
                print(
                    "\(file.name): \(file.rows) rows, \(file.bytes) bytes,",
                    "\(tenths / 10).\(tenths % 10) bytes per row")
            }
        } catch {
            switch error {
            case .outOfMemory: fail("out of memory", status: 1)
            case .system(let path, let what, let code):
                let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "?"
                fail("\(path): \(what): \(reason)", status: 1)
            }
        }
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        let line = "imdbgen: \(message)\n"
        _ = unsafe write(STDERR_FILENO, line, line.utf8.count)
        exit(status)
    }
}
