internal import Synchronization
internal import GraphStore

/// How far a load is: told by its stages, read by whoever shows it, from any thread.
///
/// Readers tell after every few MiB, other stages when they begin and end, so it costs nothing that
/// can be measured.
public final class LoadProgress: Sendable {
    /// The state of a load at a moment.
    public struct Snapshot: Sendable {
        /// What is being done, side by side.
        public let stages: [String]
        /// Rows read.
        public let rows: Int
        /// Bytes of the files read, as they lie on disk.
        public let bytes: Int
        /// Bytes of all files that will be read.
        public let bytesTotal: Int
        /// Part of the work that is done, 0 to 1; never goes back.
        public let fraction: Double
        /// Seconds since the load began.
        public let seconds: Double

        /// A state that is known.
        package init(
            stages: [String], rows: Int, bytes: Int, bytesTotal: Int, fraction: Double,
            seconds: Double
        ) {
            self.stages = stages
            self.rows = rows
            self.bytes = bytes
            self.bytesTotal = bytesTotal
            self.fraction = fraction
            self.seconds = seconds
        }
    }

    private struct State {
        var started = monotonicSeconds()
        var bytesTotal = 0
        var read: [DumpFile: (rows: Int, bytes: Int)] = [:]
        var running: [(name: String, started: Double)] = []
        var done: [Manifest.Stage] = []
        var work = 0.0
        var workTotal = 1.0
        var fraction = 0.0
    }

    private let state = Mutex(State())

    /// Nothing has begun.
    public init() {}

    /// What stages cost beside reading all files, which costs 1.
    ///
    /// Measured; they move the percentage and nothing else.
    private static let work: [LoadStage: Double] = [
        .writeTitles: 0.03, .writePeople: 0.06, .components: 0.01, .creditsByPerson: 0.06,
        .search: 0.3, .sync: 0.1, .compare: 0.6,
    ]

    /// The load begins, will read so many bytes and do these stages beside.
    func begin(bytes: Int, stages: [LoadStage]) {
        state.withLock { state in
            state = State()
            state.bytesTotal = bytes
            state.workTotal = 1 + stages.reduce(0) { $0 + (LoadProgress.work[$1] ?? 0) }
        }
    }

    /// So much of a file has been read by now.
    func read(_ file: DumpFile, rows: Int, bytes: Int) {
        state.withLock { $0.read[file] = (rows, bytes) }
    }

    /// A stage begins; its end is told by ``end(_:)``.
    func begin(_ stage: String) {
        let now = monotonicSeconds()
        state.withLock { $0.running.append((stage, now)) }
    }

    /// A stage is over.
    func end(_ stage: String) {
        let now = monotonicSeconds()
        state.withLock { state in
            guard let index = state.running.firstIndex(where: { $0.name == stage }) else { return }
            let begun = state.running.remove(at: index)
            state.done.append(Manifest.Stage(name: stage, seconds: now - begun.started))
            state.work += LoadStage(rawValue: stage).flatMap { LoadProgress.work[$0] } ?? 0
        }
    }

    /// The stages that are over, in the order in which they ended.
    var stages: [Manifest.Stage] { state.withLock { $0.done } }

    /// How far the load is.
    public func snapshot() -> Snapshot {
        let now = monotonicSeconds()
        return state.withLock { state in
            let bytes = min(state.bytesTotal, state.read.values.reduce(0) { $0 + $1.bytes })
            let reading = state.bytesTotal > 0 ? Double(bytes) / Double(state.bytesTotal) : 0
            state.fraction = max(
                state.fraction, min(1, (reading + state.work) / state.workTotal))
            return Snapshot(
                stages: state.running.map(\.name),
                rows: state.read.values.reduce(0) { $0 + $1.rows }, bytes: bytes,
                bytesTotal: state.bytesTotal, fraction: state.fraction,
                seconds: now - state.started)
        }
    }
}

/// The stages of a load that read no dump.
enum LoadStage: String {
    case writeTitles = "write titles"
    case writePeople = "write people"
    case components = "components"
    case creditsByPerson = "credits by person"
    case search = "search index"
    case sync = "sync"
    case compare = "compare"
}
