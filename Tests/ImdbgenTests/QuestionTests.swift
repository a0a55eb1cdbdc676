import GraphLoader
import GraphModel
import GraphServer
import GraphStore
import TestSupport
import Testing
import imdbgen

/// Goal: generated dumps load, are sound, and every command answers on them.
///
/// Method: a hundredth of IMDb with the optimiser, less without; each command is asked about random
/// nodes in every encoding. That the answers are right is compared elsewhere.
@Suite struct QuestionTests {
    #if DEBUG
        private static let scale = GeneratedDumps.scale
    #else
        private static let scale = Scale(0.01)
    #endif

    /// The words after a command's name, for what its declaration says it expects.
    private static func positions(
        _ declared: String, _ graph: some GraphReading, _ random: inout SplitMix64
    ) -> [String] {
        func id(_ label: Label) -> String {
            let node = UInt32.random(in: 0..<UInt32(graph.count(label)), using: &random)
            return graph.id(label, node).description
        }
        func name() -> String {
            let node = UInt32.random(in: 0..<UInt32(graph.count(.person)), using: &random)
            return graph.text(.name, node)?.string ?? "x"
        }
        switch declared {
        case "": return []
        case "tt…": return [id(.title)]
        case "nm…": return [id(.person)]
        case "id": return [id(random.next() % 2 == 0 ? .title : .person)]
        case "tt… tt…": return [id(.title), id(.title)]
        case "nm… nm…": return [id(.person), id(.person)]
        case "id id [id …]": return [id(.person), id(.person)]
        case "TITLES|PEOPLE text": return ["PEOPLE", name()]
        case "TITLES|PEOPLE|ALL text": return ["ALL", String(name().prefix(3))]
        default:
            Issue.record("positions \(declared) are not known here")
            return []
        }
    }

    @Test(arguments: Effort.seeds(1, long: 3)) func everyCommandAnswers(_ seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        var options = GeneratorOptions(
            scale: QuestionTests.scale, directory: directory.appending("dumps"))
        options.seed = seed
        _ = try Generator.run(options)
        let store = try LoadedStore(inputs: [directory.appending("dumps")])
        let report = try store.check()
        #expect(report.isSound, "\(report.findings.prefix(5))")
        let service = Service(source: FixedGraphSource(store.graph, generation: "gen-000001"))
        let worker = Worker()
        var random = SplitMix64(seed: seed)
        for command in CommandTable.all where command.group == .graph {
            for _ in 0..<5 {
                let words =
                    [command.name]
                    + QuestionTests.positions(command.positions, store.graph, &random)
                for encoding in [ReplyWriter.Encoding.json, .resp2, .resp3] {
                    var writer = ReplyWriter(encoding)
                    do throws(RequestError) {
                        try service.execute(RequestWords(words), worker: worker, into: &writer)
                        #expect(writer.bytes.count > 0)
                    } catch {
                        Issue.record("seed \(seed), \(words): \(error.message)")
                    }
                }
            }
        }
    }
}
