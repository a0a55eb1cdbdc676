public import GraphModel

/// What a load is asked to do.
public struct LoadOptions: Sendable {
    /// Directories with dumps, or dump files.
    public var inputs: [String]
    /// The data directory.
    public var database: String
    /// Optional files to leave out though they are there.
    public var without: Set<DumpFile> = []
    /// Stop at the first row that would be rejected.
    public var isStrict = false

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
    /// Bytes of the file.
    public let bytesRead: Int
    /// Bytes after inflating.
    public let plainBytes: Int
    /// Columns of the header that this costar does not know.
    public let extraColumns: [String]
    /// Seconds from the first to the last row.
    public let seconds: Double
}

/// What a load did.
public struct LoadSummary: Sendable {
    /// The generation that is live now.
    public let generation: String
    /// File by file, in the order of ``DumpFile``.
    public let files: [FileSummary]
    /// Optional files that were not there or left out.
    public let absent: [DumpFile]
    /// Counts of the new graph.
    public let statistics: GraphStatistics
    /// Wall time, syncs included.
    public let seconds: Double
    /// Bytes of the data file.
    public let bytesOnDisk: Int
    /// Path of the rejected rows.
    public let rejectsPath: String
}
