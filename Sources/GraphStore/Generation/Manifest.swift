/// What a generation was made from and by what: the file `manifest.tsv` beside the data.
///
/// Lines of a key and values between tabs, so that people and `cut` can read it; the last line is
/// the checksum of those before it. `docs/data-file.md` lists the keys.
public struct Manifest: Sendable, Equatable {
    /// One dump that was read.
    public struct Input: Sendable, Equatable {
        /// `title.basics`.
        public let dump: String
        /// Where it was.
        public let path: String
        /// Bytes of the file as it was, compressed or not.
        public let bytes: Int
        /// What tells this content from another: `gzip CRC ISIZE` or `plain MTIME`.
        public let fingerprint: String
        /// Rows by what became of them, in the order of ``rowNames``.
        public var rows: [Int]

        /// A dump with its rows.
        public init(dump: String, path: String, bytes: Int, fingerprint: String, rows: [Int] = []) {
            self.dump = dump
            self.path = path
            self.bytes = bytes
            self.fingerprint = fingerprint
            self.rows = rows
        }

        /// Rows kept aside.
        package var rowsRejected: Int { rows.count > 2 ? rows[2] : 0 }

        /// What the numbers of ``rows`` count.
        public static let rowNames = ["read", "kept", "rejected", "dangling", "left out"]

        /// Whether both name the same content, wherever it lies.
        public func isSameContent(as other: Input) -> Bool {
            dump == other.dump && bytes == other.bytes && fingerprint == other.fingerprint
        }
    }

    /// How many of a kind came, went and became other ones.
    public struct Change: Sendable, Equatable {
        /// The word in the plural, `titles`.
        public let kind: String
        /// Those that only the newer generation has.
        public let added: Int
        /// Those that only the older one has.
        public let removed: Int
        /// Those that both have and tell differently.
        public let changed: Int

        /// Counts of one kind.
        public init(kind: String, added: Int, removed: Int, changed: Int) {
            self.kind = kind
            self.added = added
            self.removed = removed
            self.changed = changed
        }
    }

    /// A file of the generation.
    public struct File: Sendable, Equatable {
        /// Its name in the directory.
        public let name: String
        /// Its bytes.
        public let bytes: Int
        /// CRC-32C of its content; nil for the data file, whose blocks have their own.
        public let checksum: UInt32?
    }

    /// Seconds that a stage of the load took.
    public struct Stage: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// From its begin to its end; stages run side by side.
        public let seconds: Double

        /// A stage that is over.
        public init(name: String, seconds: Double) {
            self.name = name
            self.seconds = Hundredths.rounded(seconds)
        }
    }

    /// Version of the program that made the generation.
    public let program: String
    /// `load` or `refresh`.
    public let command: String
    /// When the load began, `2026-11-20T16:09:11Z`.
    public let started: String
    /// Wall time up to the moment the manifest was written.
    public let seconds: Double
    /// The generation that was live before.
    public let previous: String?
    /// Title types that were kept; empty means all.
    public let only: [String]
    /// Dumps that were left out though they were there.
    public let without: [String]
    /// The dumps that were read.
    public let inputs: [Input]
    /// Where the time went.
    public let stages: [Stage]
    /// Titles, people, credits.
    public let counts: [Int]
    /// For a refresh: what changed since the previous generation.
    public let changes: [Change]
    /// The files of the generation but the manifest.
    public let files: [File]

    /// The name of the file.
    package static let name = "manifest.tsv"
    /// What the numbers of ``counts`` count.
    public static let countNames = ["titles", "people", "credits"]
    static let version = "1"

    /// Describes a generation whose files are complete.
    package init(
        program: String, command: String, started: String, seconds: Double, previous: String?,
        only: [String], without: [String], inputs: [Input], stages: [Stage], counts: [Int],
        changes: [Change], files: [File]
    ) {
        self.program = program
        self.command = command
        self.started = started
        self.seconds = Hundredths.rounded(seconds)
        self.previous = previous
        self.only = only
        self.without = without
        self.inputs = inputs
        self.stages = stages
        self.counts = counts
        self.changes = changes
        self.files = files
    }

    /// The manifest of a generation, nil when it has none.
    ///
    /// - Throws: ``StoreError/corrupted(table:key:reason:)`` when it does not decode.
    package static func read(generation path: String) throws(StoreError) -> Manifest? {
        guard let bytes = try FileSystem.read("\(path)/\(name)") else { return nil }
        return try Manifest(text: bytes)
    }

    /// Writes the manifest into the directory of a generation.
    package func write(generation path: String) throws(StoreError) {
        try FileSystem.replace("\(path)/\(Manifest.name)", with: text)
    }

    /// The files of a directory as they are now, with their checksums.
    package static func files(generation path: String) throws(StoreError) -> [File] {
        var files: [File] = []
        for name in try FileSystem.list(path) where name != Manifest.name {
            files.append(
                File(
                    name: name, bytes: try FileSystem.size("\(path)/\(name)") ?? 0,
                    checksum: name == DataDirectory.dataName
                        ? nil : try FileSystem.checksum("\(path)/\(name)")))
        }
        return files
    }
}
