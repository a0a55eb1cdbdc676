import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: answers hold where small graphs do not reach: several blocks of 4,096 nodes, the step from
/// top-down to bottom-up, long chains, one title with everybody.
@Suite struct LargeGraphTests {
    private static let seed = RandomGraphSource.environmentSeed

    @Test func severalBlocksEqualTheTextbook() throws {
        let bench = Bench(RandomGraph(.uniform, size: 9_000, seed: Self.seed).rows)
        var random = RandomGraphSource(seed: Self.seed)
        #expect(bench.titles.count > 4_096 && bench.people.count > 4_096)
        for scope in [PlainScope.all, .cast, PlainScope.cast.with { $0.types = ["movie"] }] {
            let plain = PlainSearch(bench.rows, scope)
            let name: Comment = "COSTAR_SEED=\(Self.seed) \(scope)"
            let from = random.pick(Array(plain.titles.keys).sorted())
            let all = plain.distances(from)
            let levels = try bench.distances(from, scope)
            let farthest = all.values.max() ?? 0
            #expect(
                levels.levels.map(\.people)
                    == (0...farthest).map { level in all.values.count { $0 == level } }, name)
            #expect(levels.unreachable == plain.titles.keys.count { all[$0] == nil }, name)
            for _ in 0..<12 {
                let to = random.pick(bench.people)
                let found = try bench.degrees(from, to, scope, counting: true, chainsMax: 3)
                #expect(found.degrees == all[to], name)
                #expect(found.count == plain.chainCount(from, to), name)
                #expect(bench.people(found) == plain.chains(from, to, 3), name)
                #expect(try bench.degrees(from, to, scope).degrees == all[to], name)
            }
        }
    }

    @Test func longChains() throws {
        let length: UInt32 = 3_000
        var credits: [(UInt32, UInt32, String)] = []
        for place in 1...length {
            credits += [(place, place, "actor"), (place, place + 1, "actor")]
        }
        let bench = Bench(MemoryGraph.Rows(credits))
        let found = try bench.degrees(1, length + 1, .cast, counting: true, chainsMax: 2)
        #expect(found.degrees == Int(length) && found.count == 1)
        #expect(bench.people(found) == [Array(1...length + 1)])
        #expect(bench.titles(found) == [Array(1...length)])
        #expect(
            bench.people(try bench.degrees(length + 1, 1, .cast)) == [(1...length + 1).reversed()])
        #expect(try bench.distances(1, .cast).levels.count == Int(length) + 1)
    }

    /// One title with 1,393 writers, as IMDb has it, and a second one with half of them.
    @Test func manyWriters() throws {
        var credits: [(UInt32, UInt32, String)] = []
        for person in 1...1_393 as ClosedRange<UInt32> {
            credits.append((10, person, "writer"))
            if person % 2 == 0 { credits += [(11, person, "writer"), (11, person, "director")] }
            if person % 3 == 0 { credits.append((12, person, "writer")) }
        }
        credits += [(11, 2_000, "writer"), (12, 2_001, "writer"), (13, 2_000, "writer")]
        credits += [(13, 2_002, "writer")]
        let bench = Bench(MemoryGraph.Rows(credits))
        let writers = PlainScope(categories: ["writer"])
        func chains(_ from: UInt32, _ to: UInt32) throws -> (UInt64?, [[UInt32]]) {
            let found = try bench.degrees(from, to, writers, counting: true, chainsMax: 300)
            return (found.count, bench.people(found))
        }
        let sixths = stride(from: 6, through: 1_393, by: 6).map { UInt32($0) }
        let thirds = stride(from: 3, through: 1_393, by: 3).map { UInt32($0) }
        let direct = try chains(2_000, 2_001)
        #expect(direct.0 == 232 && direct.1 == sixths.map { [2_000, $0, 2_001] })
        let longer = try chains(2_002, 2_001)
        #expect(longer.0 == 232 && longer.1 == sixths.map { [2_002, 2_000, $0, 2_001] })
        let wide = try chains(1, 2_001)
        #expect(wide.0 == 464 && wide.1 == thirds.prefix(300).map { [1, $0, 2_001] })
        let back = try chains(2_001, 2_002)
        #expect(back.0 == 232 && back.1 == sixths.map { [2_001, $0, 2_000, 2_002] })
        let costars = try bench.costars(6, writers, page: Page(limit: 3))
        #expect(costars.rows.map { bench.personNumber($0.person) } == [12, 18, 24])
        #expect(costars.rows.map(\.shared) == [3, 3, 3])
        #expect(costars.total == 1_394)
    }

    /// Two people on more titles than sixteen bits can count.
    @Test func twoPeopleShareManyTitles() throws {
        var rows = MemoryGraph.Rows()
        for person in 1...3 as ClosedRange<UInt32> { rows.people.append(.init(number: person)) }
        for title in 1...70_000 as ClosedRange<UInt32> {
            rows.titles.append(.init(number: title))
            rows.credits.append(.init(title: title, person: 1, category: "self", ordering: 1))
            rows.credits.append(.init(title: title, person: 2, category: "self", ordering: 2))
        }
        rows.credits.append(.init(title: 70_000, person: 3, category: "self", ordering: 3))
        rows.change(title: 69_000) { $0.votes = 12 }
        let bench = Bench(rows)
        let costars = try bench.costars(1, .all, titlesPerRow: 2)
        #expect(costars.rows.map(\.shared) == [70_000, 1])
        #expect(costars.rows[0].titles.map(bench.titleNumber) == [69_000, 1])
        let found = try bench.degrees(1, 2, .all, counting: true, chainsMax: 2)
        #expect(found.degrees == 1 && found.count == 1)
        #expect(bench.titles(found) == [[69_000]])
    }
}
