internal import Glibc
import GraphModel

/// What other systems need to answer the same questions: the edges of a graph, and the questions.
///
/// People are numbered from 0, titles behind the people, so that one file serves systems with one
/// space of numbers and systems with two. A person and a title are joined by one edge, however many
/// credits there are.
struct PeerFiles {
    let graph: any GraphReading
    let directory: String

    /// Makes the directory with `credits.csv`, `movie-cast.csv`, `questions.txt` and `nodes.txt`.
    ///
    /// - Complexity: O(credits × log of the longest list).
    func write(questions: Int) throws {
        guard unsafe mkdir(directory, 0o755) == 0 || errno == EEXIST else {
            throw BenchError(message: "cannot make the directory \(directory)")
        }
        try writeEdges(.creditsByPerson, "credits.csv")
        try writeEdges(.movieCastByPerson, "movie-cast.csv")
        try writeLines("nodes.txt") { file in
            try file.append("\(graph.count(.person)) \(graph.count(.title))\n")
        }
        var random = Random(state: 42)
        let pairs = Cases.pairs(graph, questions, &random)
        try writeLines("questions.txt") { file in
            for (start, end) in pairs {
                let ids = "\(graph.id(.person, start)) \(graph.id(.person, end))"
                try file.append("\(start) \(end) \(ids)\n")
            }
        }
    }

    private func writeEdges(_ relation: Relation, _ name: String) throws {
        let people = graph.adjacency(relation)
        let firstTitle = UInt32(graph.count(.person))
        try writeLines(name) { file in
            for person in 0..<firstTitle {
                var last: UInt32?
                for title in people.list(person).sorted() where title != last {
                    last = title
                    try file.append("\(person) \(firstTitle + title)\n")
                }
            }
        }
    }

    private func writeLines(_ name: String, _ lines: (inout LineFile) throws -> Void) throws {
        var file = try LineFile("\(directory)/\(name)")
        try lines(&file)
        try file.close()
    }
}

/// A file that is written from its beginning to its end.
private struct LineFile {
    private let path: String
    private let descriptor: Int32
    private var waiting: [UInt8] = []

    init(_ path: String) throws {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw BenchError(message: "cannot write \(path)") }
    }

    mutating func append(_ text: String) throws {
        waiting.append(contentsOf: text.utf8)
        if waiting.count >= 1 << 20 { try flush() }
    }

    mutating func close() throws {
        try flush()
        _ = Glibc.close(descriptor)
    }

    private mutating func flush() throws {
        var written = 0
        while written < waiting.count {
            let count = unsafe waiting.withUnsafeBytes {
                unsafe Glibc.write(
                    descriptor, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
            }
            guard count > 0 else { throw BenchError(message: "cannot write \(path)") }
            written += count
        }
        waiting.removeAll(keepingCapacity: true)
    }
}
