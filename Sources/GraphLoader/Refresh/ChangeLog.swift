internal import Glibc
internal import GraphStore

/// What may change between two generations.
enum ChangeKind: String, CaseIterable {
    case titles = "title"
    case people = "person"
    case credits = "credit"
    case ratings = "rating"
    case episodes = "episode"
    case alternativeTitles = "alternativeTitle"

    /// The word of the summary.
    var plural: String {
        switch self {
        case .people: "people"
        case .alternativeTitles: "alternative titles"
        case .titles, .credits, .ratings, .episodes: rawValue + "s"
        }
    }
}

/// Writes `changes.tsv` and counts.
///
/// A line per thing that came or went and per field that changed: change, kind, id, field, old
/// value, new value; `\N` where there is none, as in the dumps.
final class ChangeLog {
    static let name = "changes.tsv"
    private static let header = "change\tkind\tid\tfield\tfrom\tto\n"

    private struct Count {
        var added = 0
        var removed = 0
        var changed = 0
    }

    private let path: String
    private let descriptor: Int32
    private var pending = Array(ChangeLog.header.utf8)
    private var counts: [ChangeKind: Count] = [:]
    private var fieldCounts: [ChangeKind: [String: Int]] = [:]
    private var failure: LoadError?

    /// Makes the file in the directory of a generation.
    init(directory: String) throws(LoadError) {
        path = "\(directory)/\(ChangeLog.name)"
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .store(FileSystem.failed("write", path)) }
    }

    deinit { close(descriptor) }

    /// Something is only in the newer generation.
    func added(_ kind: ChangeKind, _ id: String, _ value: String?) {
        counts[kind, default: Count()].added += 1
        write("added", kind, id, nil, nil, value)
    }

    /// Something is only in the older generation.
    func removed(_ kind: ChangeKind, _ id: String, _ value: String?) {
        counts[kind, default: Count()].removed += 1
        write("removed", kind, id, nil, value, nil)
    }

    /// Both generations have something and tell these fields of it differently.
    func changed(_ kind: ChangeKind, _ id: String, _ fields: [FieldChange]) {
        counts[kind, default: Count()].changed += 1
        for field in fields {
            fieldCounts[kind, default: [:]][field.name, default: 0] += 1
            write("changed", kind, id, field.name, field.old, field.new)
        }
    }

    /// Writes what is left.
    ///
    /// - Throws: The first error of a write.
    func finish() throws(LoadError) {
        flush()
        if let failure { throw failure }
    }

    /// How many of each kind came, went and changed.
    var changes: [Manifest.Change] {
        ChangeKind.allCases.map { kind in
            let count = counts[kind] ?? Count()
            return Manifest.Change(
                kind: kind.plural, added: count.added, removed: count.removed,
                changed: count.changed)
        }
    }

    /// How often each field changed, most often first.
    var fields: [(name: String, count: Int)] {
        fieldCounts.flatMap { kind, counts in
            counts.map { (name: "\(kind.rawValue).\($0.key)", count: $0.value) }
        }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    private func write(
        _ change: String, _ kind: ChangeKind, _ id: String, _ field: String?, _ old: String?,
        _ new: String?
    ) {
        for (index, word) in [change, kind.rawValue, id, field, old, new].enumerated() {
            if index > 0 { pending.append(9) }
            pending += (word ?? "\\N").utf8
        }
        pending.append(10)
        if pending.count > 1 << 20 { flush() }
    }

    private func flush() {
        guard failure == nil else { return }
        do throws(StoreError) {
            try FileSystem.write(pending, to: descriptor, path: path)
        } catch {
            failure = .store(error)
        }
        pending.removeAll(keepingCapacity: true)
    }
}

/// A field that two generations tell differently, as text.
struct FieldChange {
    let name: String
    let old: String?
    let new: String?
}
