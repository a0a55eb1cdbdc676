import GraphLoader
import GraphModel
import TestSupport

extension AnswerBook {
    /// Compares the summary of a set, scope by scope.
    func compare(_ expected: ExpectedAnswers.Summary, _ log: DifferenceLog) throws {
        log.expect(reference.name, expected.set, "name of the set")
        guard let centre = person(expected.centre) else {
            return log.add("the centre \(expected.centre) is not in the graph")
        }
        log.expect(name(centre), expected.centreName, "name of the centre")
        for (word, summary) in expected.scopes {
            guard let scope = AnswerScope(rawValue: word) else {
                log.add("\(word) is not a scope")
                continue
            }
            compare(summary, try answers(in: scope, centre: centre), scope, log)
        }
        log.expect(graph.count(.person), expected.names.people, "people")
        log.expect(names.distinct, expected.names.distinctNames, "distinct names")
        log.expect(names.shared.count, expected.names.shared, "names that several bear")
        compare(rows: expected.rows, log)
    }

    private func compare(
        _ expected: ExpectedAnswers.Summary.Scope, _ found: ScopeAnswers, _ scope: AnswerScope,
        _ log: DifferenceLog
    ) {
        log.expect(found.persons, expected.persons, "people in \(scope)")
        log.expect(found.titles, expected.titles, "titles in \(scope)")
        log.expect(found.edges, expected.distinctPersonTitleEdges, "edges in \(scope)")
        log.expect(found.components.count, expected.components, "components of \(scope)")
        log.expect(
            Array(found.components.prefix(10)), expected.largestComponents,
            "largest components of \(scope)")
        let levels = found.distances.levels
        var histogram: [String: Int] = [:]
        for level in levels { histogram["\(level.distance)"] = level.people }
        if let unreachable = found.distances.unreachable, unreachable > 0 {
            histogram["unreachable"] = unreachable
        }
        log.expect(histogram, expected.centreHistogram, "histogram of \(scope)")
        log.expect(
            found.distances.unreachable != nil, true, "whether \(scope) was searched to the end")
        let reached = levels.dropFirst().reduce(0) { $0 + $1.people }
        log.expect(reached + 1, found.componentOfCentre, "people reached in \(scope)")
        let hops = levels.reduce(0) { $0 + $1.distance * $1.people }
        let average = Double(hops) / Double(reached)
        // The expected one is rounded to six decimals.
        log.expect(
            abs(average - expected.centreAverage) < 0.000_000_6, true,
            "whether the average \(average) of \(scope) is \(expected.centreAverage)")
        log.expect(
            found.costarsOfCentre, expected.centreCostars, "co-stars of the centre in \(scope)")
        let farthest = levels.last?.distance ?? 0
        log.expect(
            found.farthest.prefix(10).map { [id(.person, $0), name($0), "\(farthest)"] },
            expected.farthestExamples.map { [$0.nconst, $0.name, "\($0.degrees)"] },
            "farthest in \(scope)")
        log.expect(
            found.costars.prefix(20).map {
                [id(.person, $0.person), name($0.person), "\($0.count)"]
            },
            expected.mostCostars.map { [$0.nconst, $0.name, "\($0.costars)"] },
            "most co-stars in \(scope)")
    }

    /// Rows of the dumps as the loader counted them, title.crew apart, which was left out.
    private func compare(rows expected: [String: Int], _ log: DifferenceLog) {
        for (file, rows) in expected where file != DumpFile.crew.rawValue {
            let summary = reference.summary.files.first { $0.file.rawValue == file }
            log.expect(summary?.rowsRead, rows, "rows of \(file)")
            log.expect(summary?.rowsKept, rows - (summary?.rowsDangling ?? 0), "kept of \(file)")
            log.expect(summary?.rowsRejected, 0, "rejected of \(file)")
        }
    }
}
