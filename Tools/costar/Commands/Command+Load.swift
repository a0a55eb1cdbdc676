import Glibc
import GraphLoader
import GraphModel

extension Command {
    package static let load = Command(
        name: "load",
        summary: "Build a database from the dumps",
        synopsis: "DIR|FILE… --db PATH",
        about: """
            Reads IMDb-shaped dumps, gzipped or plain, from a directory or as single files:
            title.basics, name.basics and title.principals are needed; title.ratings,
            title.crew, title.episode and title.akas add to them. Columns are found by
            their names in the header line.

            The load becomes a new generation beside the live one and takes its place only
            when it is complete: a load that fails or is stopped changes nothing. Rows that
            cannot be kept are written to rejects.tsv in the generation, each with file,
            line and reason.
            """,
        operands: 1...64,
        options: [
            .database,
            Option("--without", "NAME,…", "Leave out optional dumps, as in --without title.crew"),
            Option("--strict", nil, "Stop at the first row that would be rejected"),
            Option("--quiet", nil, "Print no summary, only errors"),
        ],
        examples: [
            ("costar load dumps --db films", "everything in dumps/"),
            ("costar load dumps --db films --without title.akas", "smaller: no foreign titles"),
            ("costar load *.tsv.gz --db films --strict", "refuse a dump with a bad row"),
        ],
        run: { arguments throws(Failure) in
            var options = LoadOptions(inputs: arguments.operands, database: arguments.database)
            options.without = try optionalDumps(arguments.list("--without"))
            options.isStrict = arguments.has("--strict")
            do throws(LoadError) {
                let summary = try Loader.load(options)
                if !arguments.has("--quiet") { Streams.print(summary.text) }
            } catch {
                throw Failure(error)
            }
            return .success
        })

    /// The dumps that `--without` names.
    private static func optionalDumps(_ names: [String]) throws(Failure) -> Set<DumpFile> {
        var dumps: Set<DumpFile> = []
        for name in names {
            guard let dump = DumpFile(rawValue: name), dump.isOptional else {
                let optional = DumpFile.allCases.filter(\.isOptional).map(\.rawValue)
                throw load.usage(
                    "--without takes some of \(optional.joined(separator: ", ")), not `\(name)`")
            }
            dumps.insert(dump)
        }
        return dumps
    }
}

extension Failure {
    /// The end of the program for what the loader refused.
    fileprivate init(_ error: LoadError) {
        switch error {
        case .store(let error): self.init(error)
        case .input(let path, _) where unsafe access(path, F_OK) != 0,
            .notADump(let path) where unsafe access(path, F_OK) != 0:
            self.init(.missing, "there is no \(path)")
        case .noDumps, .missing: self.init(.missing, error.description)
        case .notADump, .twice: self.init(.usage, error.description)
        case .input, .column, .damaged, .rejected: self.init(.failed, error.description)
        }
    }
}
