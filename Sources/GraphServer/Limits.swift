/// Every limit of the server, with its default: the one place where a bound has a name.
///
/// A limit is written into messages by value, so that whoever runs into it reads what it is.
public struct Limits: Sendable {
    // MARK: Questions

    /// Largest LIMIT; above it a request is refused rather than cut.
    public var pageRowsMax = 1_000_000
    /// Rows of a page when LIMIT is not given.
    public var pageRowsDefault = 10
    /// Largest OFFSET.
    public var pageOffsetMax = 1_000_000_000
    /// Most chains that PATHS may ask for.
    public var chainsMax = 10_000
    /// Most shared titles per co-star that TITLES may ask for.
    public var sharedTitlesMax = 1_000
    /// Shared titles per co-star when TITLES is not given.
    public var sharedTitlesDefault = 3
    /// Nodes of NEIGHBORHOOD when LIMIT is not given.
    public var neighborhoodNodesDefault = 100
    /// Largest number of titles on a chain that MAX may name.
    public var degreesMax = 1_000_000
    /// Ids in one request of TITLES, PEOPLE or COMMON.
    public static let idsMax = 10_000
    /// Namesakes that the error for an ambiguous name tells; the others are counted.
    public var namesakesMax = 10
    /// Ids, words or genres in one comma list.
    public var listWordsMax = 10_000
    /// Bytes of the text of SEARCH and SUGGEST.
    public var searchTextBytesMax = 1_024
    /// Words of that text.
    public var searchWordsMax = 32
    /// Bytes of a name in place of an id; nobody bears a longer one.
    public var nameBytesMax = 1_024
    /// Bytes of one reply; a question whose answer grows beyond is stopped.
    public var replyBytesMax = 256 << 20
    /// Bytes that the tables of one search may grow to; what a search holds for each node of the
    /// graph, 4¼ bytes, comes on top.
    public var searchScratchBytesMax = 128 << 20
    /// Milliseconds that one question may run.
    public var questionMsMax = 60_000
    /// Words of a point read that is still answered on the loop; longer ones go to a worker.
    public var pointWordsMax = 64
    /// Characters of a request's word that an error repeats.
    public static let quotedCharactersMax = 60

    // MARK: Requests

    /// Bytes of one line, its end not counted, and of one bulk string.
    public var lineBytesMax = 2 << 20
    /// Bytes of all bulk strings of one RESP request together.
    public var requestBytesMax = 4 << 20
    /// Words of one request, in any dialect.
    public var requestWordsMax = 262_144
    /// Objects and lists inside each other in one JSON request, the outermost object counted.
    public var jsonDepthMax = 512

    /// Bytes of a connection's name and of what CLIENT SETINFO tells.
    public var clientNameBytesMax = 256

    // MARK: Connections

    /// Connections at once; fewer where the system allows fewer descriptors.
    public var connectionsMax = 10_000
    /// Bytes of replies that wait for a client to read; beyond, its next request waits too.
    public var outputBytesSoftMax = 1 << 20
    /// Bytes of requests that are taken in while an earlier one of the connection is searched for.
    public var heldBytesMax = 64 << 10
    /// Requests of one connection in a row, before the other connections have their turn.
    public var requestsPerTurnMax = 1_000
    /// Milliseconds in which a request that has begun must be there.
    public var requestMsMax = 10_000
    /// Milliseconds that a client may read nothing of a reply that waits for it.
    public var stalledMsMax = 10_000
    /// Milliseconds after which a peer that the network does not reach any more is gone.
    public var deadPeerMsMax = 30_000
    /// Milliseconds without a request or a reply after which a connection is closed; 0 is never.
    public var idleMsMax = 0
    /// Milliseconds after our last reply in which the client must close its end.
    public var lingerMsMax = 2_000
    /// Milliseconds between SIGTERM and the end, whatever is still running.
    public var drainMsMax = 10_000
    /// Milliseconds between two looks at `CURRENT` for a new generation.
    public var reloadIntervalMs = 500

    // MARK: Threads

    /// Searches that wait for a worker; one more is answered Busy.
    public var searchQueueMax = 1_024
    /// Threads that wait for sockets and answer point reads; 0 is one for four cores.
    public var loopThreads = 0
    /// Threads that search; 0 is one for each core.
    public var searchThreads = 0

    /// The defaults.
    public init() {}
}
