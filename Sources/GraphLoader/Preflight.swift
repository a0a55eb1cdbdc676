internal import GraphModel
internal import GraphStore

/// A load that may begin: its inputs were found, their headers are right and there is room.
public struct LoadPlan: Sendable {
    /// What was asked for.
    public let options: LoadOptions
    /// The name of the live generation when it was made from the same files in the same way.
    public let unchanged: String?
    /// Bytes of all inputs.
    public let inputBytes: Int
    let inputs: [DumpFile: DumpInput]
    /// Whether everything that the load would hold is more than it may.
    let isTight: Bool
}

/// What is looked at before any work: a load that cannot end well does not begin.
public enum Preflight {
    /// Room wanted for a byte of gzip: seven files take 3.3 on disk, five take 2.2.
    static let roomPerCompressedByte = 4
    /// Room wanted for a byte of a plain file, which would be a fifth of that compressed.
    static let roomPerPlainByte = 1
    /// Room wanted beside: tables have pages of their own, however little they hold.
    static let roomMin = 4 << 20

    /// Finds the inputs, reads their headers, measures the room, looks at the live generation.
    ///
    /// - Complexity: reads the first line and the last bytes of each input, whatever their size.
    /// - Throws: What is wrong with the inputs, ``LoadError/column(path:column:found:)``,
    ///   ``LoadError/noRoom(path:needed:free:)`` unless forced.
    public static func plan(_ options: LoadOptions) throws(LoadError) -> LoadPlan {
        var inputs: [DumpFile: DumpInput] = [:]
        for (file, path) in try Inputs.find(options) { inputs[file] = try DumpInput(path) }
        for file in DumpFile.allCases {
            guard let input = inputs[file], input.isRegular else { continue }
            _ = try DumpHeader(of: file, path: input.path)
        }
        if !options.isForced { try checkRoom(options.database, inputs) }
        return LoadPlan(
            options: options, unchanged: unchanged(options, inputs),
            inputBytes: inputs.values.reduce(0) { $0 + $1.bytes }, inputs: inputs,
            isTight: MemoryBudget.needed(inputs.values)
                > options.memory ?? MemoryBudget.ofMachine())
    }

    private static func checkRoom(
        _ path: String, _ inputs: [DumpFile: DumpInput]
    ) throws(LoadError) {
        let needed = inputs.values.reduce(roomMin) { sum, input in
            sum + input.bytes * (input.isCompressed ? roomPerCompressedByte : roomPerPlainByte)
        }
        let free = try storing { () throws(StoreError) in try FileSystem.freeBytes(path) }
        guard free >= needed else { throw .noRoom(path: path, needed: needed, free: free) }
    }

    /// The live generation when another load of these inputs would make the same.
    private static func unchanged(
        _ options: LoadOptions, _ inputs: [DumpFile: DumpInput]
    ) -> String? {
        let directory = DataDirectory(options.database)
        guard let manifest = directory.currentManifest(),
            manifest.program == ProgramVersion.current, manifest.only == options.only.sorted(),
            manifest.inputs.count == inputs.count,
            !options.isStrict || manifest.inputs.allSatisfy({ $0.rowsRejected == 0 }),
            // A file that is damaged or of another format is not what a load would make.
            (try? directory.openCurrent()) != nil
        else { return nil }
        let isSame = manifest.inputs.allSatisfy { known in
            inputs.contains { $0.manifest($1).isSameContent(as: known) }
        }
        return isSame ? try? directory.currentName() : nil
    }
}

extension DumpFile {
    /// An input of this dump as a manifest tells it.
    func manifest(_ input: DumpInput, rows: [Int] = []) -> Manifest.Input {
        Manifest.Input(
            dump: rawValue, path: FileSystem.absolute(input.path), bytes: input.bytes,
            fingerprint: input.fingerprint, rows: rows)
    }
}
