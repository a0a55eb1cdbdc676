public import GraphModel
public import GraphStore

/// What a load is asked to do.
public struct LoadOptions: Sendable {
    /// Directories with dumps, or dump files.
    public var inputs: [String]
    /// The data directory.
    public var database: String
    /// Optional files to leave out though they are there.
    public var without: Set<DumpFile> = []
    /// Title types to keep; empty means all.
    ///
    /// Titles of other types are left out with everything that refers to them.
    public var only: Set<String> = []
    /// Stop at the first row that would be rejected.
    public var isStrict = false
    /// Read and count, write nothing.
    public var isDryRun = false
    /// Load without looking whether there is room.
    public var isForced = false
    /// Generations that stay, the new one included.
    public var keep = DataDirectory.keepStandard
    /// Bytes of memory that the load may take; nil is half of the machine's or its control group's.
    ///
    /// A load that needs more keeps the records of titles and people in a file and does one thing
    /// after the other.
    public var memory: Int?
    /// Where the load tells how far it is.
    public var progress = LoadProgress()

    /// A load of some inputs into a data directory.
    public init(inputs: [String], database: String) {
        self.inputs = inputs
        self.database = database
    }
}

/// What came out of one file.
public struct FileSummary: Sendable {
    /// Which dump.
    public let file: DumpFile
    /// Where it was read.
    public let path: String
    /// Rows after the header.
    public let rowsRead: Int
    /// Rows that are in the graph, alone or merged with others.
    public internal(set) var rowsKept: Int
    /// Rows kept aside in `rejects.tsv`.
    public let rowsRejected: Int
    /// The same by reason.
    public let rejectedByReason: [RejectReason: Int]
    /// Rows dropped because the title or person they are about is not in the graph.
    public internal(set) var rowsDangling: Int
    /// Ids in lists of kept rows that name nobody.
    public internal(set) var referencesDangling: Int
    /// Rows left out because the title they are about is of a type that was not asked for.
    public internal(set) var rowsLeftOut: Int
    /// Bytes of the file.
    public let bytesRead: Int
    /// Bytes after inflating.
    public let plainBytes: Int
    /// Columns of the header that this costar does not know.
    public let extraColumns: [String]
    /// Seconds from the first to the last row.
    public let seconds: Double

    /// The rows as a manifest tells them.
    var rows: [Int] { [rowsRead, rowsKept, rowsRejected, rowsDangling, rowsLeftOut] }
}

/// What a load did.
public struct LoadSummary: Sendable {
    /// The generation that is live now; nil after a dry run.
    public let generation: String?
    /// File by file, in the order of ``DumpFile``.
    public let files: [FileSummary]
    /// Optional files that were not there or left out.
    public let absent: [DumpFile]
    /// Counts of the new graph.
    public let statistics: GraphStatistics
    /// Wall time, syncs included.
    public let seconds: Double
    /// Where the time went; stages run side by side.
    public let stages: [Manifest.Stage]
    /// Bytes of the data file; after a dry run those of its blocks but the search indexes.
    public let bytesOnDisk: Int
    /// Path of the rejected rows; empty after a dry run.
    public let rejectsPath: String
}
