/// A directory with generations `gen-NNNNNN/` and a file `CURRENT` that names the live one.
public struct DataDirectory: Sendable, Equatable {
    /// The path.
    public let path: String

    /// The name of the file that names the live generation.
    static let currentName = "CURRENT"
    /// The name of the data file in a generation.
    package static let dataName = "data.mdb"

    /// Names a directory; nothing is opened or made.
    public init(_ path: String) {
        var trimmed = path
        while trimmed.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.path = trimmed
    }

    /// The name of the live generation.
    ///
    /// - Throws: ``StoreError/nothingLoaded(path:)`` without `CURRENT`,
    ///   ``StoreError/currentInvalid(path:content:)`` when it names nothing usable.
    public func currentName() throws(StoreError) -> String {
        guard let bytes = try FileSystem.read("\(path)/\(DataDirectory.currentName)") else {
            throw .nothingLoaded(path: path)
        }
        var name = String(decoding: bytes.prefix(64), as: UTF8.self)
        while name.last?.isNewline == true { name.removeLast() }
        guard DataDirectory.number(ofGeneration: name) != nil,
            FileSystem.isDirectory("\(path)/\(name)")
        else { throw .currentInvalid(path: path, content: name) }
        return name
    }

    /// The path of a generation.
    package func path(ofGeneration name: String) -> String { "\(path)/\(name)" }

    /// Opens the live generation for reading.
    ///
    /// - Complexity: one walk over the block keys; data is read when it is used.
    public func openCurrent() throws(StoreError) -> Generation {
        let name = try currentName()
        return try Generation(path: path(ofGeneration: name), name: name)
    }

    /// The number in `gen-000042`, nil for any other name.
    static func number(ofGeneration name: String) -> Int? {
        guard name.hasPrefix("gen-"), name.utf8.count == 10 else { return nil }
        let digits = name.dropFirst(4)
        guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(digits)
    }

    static func name(ofGeneration number: Int) -> String {
        let digits = String(number)
        return "gen-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// The finished generations, oldest first.
    package func generations() throws(StoreError) -> [String] {
        try FileSystem.list(path).filter { DataDirectory.number(ofGeneration: $0) != nil }
    }
}
