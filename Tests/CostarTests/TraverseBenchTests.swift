import Foundation
import Testing

/// Goal: `make bench-traverse` measures searches that answer alike, and a search allocates nothing.
///
/// Method: run it on the bundled sample and read its lines.
@Suite struct TraverseBenchTests {
    private struct Row: Decodable {
        let figure: String
        let value: Double?
        let equal: Int?
        let of: Int?
    }

    @Test func answersAreEqualAndSearchesAllocateNothing() throws {
        let output = try SampleBench().run("--traverse", "--requests", "200")
        let rows = try output.split(separator: "\n").filter { $0.hasPrefix("{") }.map {
            try JSONDecoder().decode(Row.self, from: Data($0.utf8))
        }
        let compared = rows.filter { $0.equal != nil }
        #expect(compared.count >= 15)
        for row in compared { #expect(row.equal == row.of, "\(row.figure)") }
        let allocations = rows.filter { $0.figure.hasSuffix("in the search") }
        #expect(allocations.count == 2)
        #if !DEBUG
            // Debug builds box what release builds keep in registers.
            for row in allocations { #expect(row.value == 0, "\(row.figure)") }
        #endif
    }
}
