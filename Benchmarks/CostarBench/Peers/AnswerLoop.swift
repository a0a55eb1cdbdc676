internal import Glibc
import GraphModel
import GraphQuery

/// Answers questions from standard input, one line of JSON each, for a program that asks other
/// systems the same.
///
/// ```
/// COSTARS 17   ->  {"ns":31540,"answer":[[4711,12],[42,9]]}   the first 50 and shared titles
/// TWO-HOPS 17  ->  {"ns":901230,"answer":18230}               people at distance 1 and 2
/// ```
/// People are dense numbers. Nanoseconds are the thread's, of the search alone.
struct AnswerLoop {
    private let traversal: Traversal
    private let scope = Scope(roles: .all)

    init(_ graph: any GraphReading) { traversal = Traversal(graph) }

    func run() throws {
        while let line = readLine() {
            let words = line.split(separator: " ")
            guard words.count == 2, let person = UInt32(words[1]),
                Int(person) < traversal.graph.count(.person)
            else { throw BenchError(message: "no such question: \(line)") }
            let start = threadNanoseconds()
            let answer: String
            let end: Int
            switch words[0] {
            case "COSTARS":
                let page = try traversal.costars(
                    of: person, in: scope, sharedMin: 1, titlesPerRow: 0, page: Page(limit: 50))
                end = threadNanoseconds()
                let rows = page.rows.map { "[\($0.person),\($0.shared)]" }
                answer = "[\(rows.joined(separator: ","))]"
            case "TWO-HOPS":
                let distances = try traversal.distances(
                    from: person, in: scope, titlesMax: 2, listing: nil, page: Page())
                end = threadNanoseconds()
                answer = "\(distances.levels.dropFirst().reduce(0) { $0 + $1.people })"
            default: throw BenchError(message: "no such question: \(line)")
            }
            print("{\"ns\":\(end - start),\"answer\":\(answer)}")
            fflush(nil)
        }
    }
}
