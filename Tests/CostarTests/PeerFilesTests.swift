import Foundation
import Testing

/// Goal: what `costar-bench --export` writes is the graph on which `--answer` answers, so that
/// other systems can be asked the same.
///
/// Method: find the answers in the exported edges of the bundled sample, by sets.
@Suite struct PeerFilesTests {
    private struct Costars: Decodable {
        let ns: Int
        let answer: [[Int]]
    }

    private struct TwoHops: Decodable {
        let ns: Int
        let answer: Int
    }

    @Test func answersStandInTheExportedEdges() throws {
        let bench = try SampleBench()
        let exported = bench.directory.appending("peers")
        _ = try bench.run("--export", exported, "--requests", "20")
        func numbers(_ name: String) throws -> [[Int]] {
            try String(contentsOfFile: "\(exported)/\(name)", encoding: .utf8)
                .split(separator: "\n").map { $0.split(separator: " ").compactMap { Int($0) } }
        }
        let edges = try numbers("credits.csv")
        #expect(Set(edges).count == edges.count, "a person and a title are joined once")
        let titles = Dictionary(grouping: edges) { $0[0] }.mapValues { $0.map { $0[1] } }
        let people = Dictionary(grouping: edges) { $0[1] }.mapValues { $0.map { $0[0] } }
        func costars(_ person: Int) -> [Int: Int] {
            var shared: [Int: Int] = [:]
            for title in titles[person] ?? [] {
                for other in people[title] ?? [] where other != person {
                    shared[other, default: 0] += 1
                }
            }
            return shared
        }

        let asked = try numbers("questions.txt").map { $0[0] }
        #expect(asked.count == 20)
        let answers = try bench.run(
            "--answer", input: asked.map { "COSTARS \($0)\nTWO-HOPS \($0)\n" }.joined())
        let lines = answers.split(separator: "\n").map { Data($0.utf8) }
        try #require(lines.count == 2 * asked.count)
        for (place, person) in asked.enumerated() {
            let near = costars(person)
            let first = near.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(50)
            let found = try JSONDecoder().decode(Costars.self, from: lines[2 * place])
            #expect(found.answer == first.map { [$0.key, $0.value] })
            let within = Set(near.keys).union(near.keys.flatMap { costars($0).keys })
            let hops = try JSONDecoder().decode(TwoHops.self, from: lines[2 * place + 1])
            #expect(hops.answer == within.subtracting([person]).count)
        }
    }
}
