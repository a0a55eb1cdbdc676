internal import GraphStore

/// Finds the dumps that a load was given.
enum Inputs {
    /// The path of each dump; optional ones that are absent or left out are not in it.
    static func find(_ options: LoadOptions) throws(LoadError) -> [DumpFile: String] {
        var found: [DumpFile: String] = [:]
        for input in options.inputs {
            if FileSystem.isDirectory(input) {
                let names = try storing { () throws(StoreError) in try FileSystem.list(input) }
                let dumps = names.filter { DumpFile(path: $0) != nil }
                if dumps.isEmpty { throw .noDumps(directory: input) }
                for name in dumps { try add("\(input)/\(name)", to: &found) }
            } else {
                try add(input, to: &found)
            }
        }
        for file in options.without { found[file] = nil }
        for file in DumpFile.allCases where !file.isOptional && found[file] == nil {
            throw .missing(file: file, searched: options.inputs.joined(separator: ", "))
        }
        return found
    }

    private static func add(
        _ path: String, to found: inout [DumpFile: String]
    ) throws(LoadError) {
        guard let file = DumpFile(path: path) else { throw .notADump(path: path) }
        if let first = found[file] { throw .twice(file: file, first: first, second: path) }
        found[file] = path
    }
}
