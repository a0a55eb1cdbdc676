import Foundation
import GraphModel
import GraphQuery
import TestSupport

extension AnswerBook {
    /// Where the answers differ from a file of `expected/`; nothing when they are as expected.
    func differences(from path: String) throws -> [String] {
        let file = URL(fileURLWithPath: path).lastPathComponent
        let log = DifferenceLog()
        if let scope = scope(of: file, "pairs_") {
            for pair in try ExpectedAnswers.read([ExpectedAnswers.Pair].self, path) {
                try compare(pair, in: scope, log)
            }
        } else if let scope = scope(of: file, "costars_") {
            for costars in try ExpectedAnswers.read([ExpectedAnswers.Costars].self, path) {
                try compare(costars, in: scope, log)
            }
        } else {
            switch file {
            case "filmographies.json":
                for one in try ExpectedAnswers.read([ExpectedAnswers.Filmography].self, path) {
                    try compare(one, log)
                }
            case "name_collisions.json":
                compare(try ExpectedAnswers.read(ExpectedAnswers.Collisions.self, path), log)
            case "summary.json":
                try compare(try ExpectedAnswers.read(ExpectedAnswers.Summary.self, path), log)
            default: log.add("\(file): nothing to compare it with")
            }
        }
        return log.lines
    }

    private func scope(of file: String, _ prefix: String) -> AnswerScope? {
        guard file.hasPrefix(prefix), file.hasSuffix(".json") else { return nil }
        return AnswerScope(rawValue: String(file.dropFirst(prefix.count).dropLast(5)))
    }

    /// The person of an id, after comparing the name.
    private func person(_ id: String, named name: String, _ log: DifferenceLog) -> UInt32? {
        guard let person = person(id) else {
            log.add("\(id) is not in the graph")
            return nil
        }
        log.expect(self.name(person), name, "name of \(id)")
        return person
    }

    private func compare(
        _ expected: ExpectedAnswers.Pair, in scope: AnswerScope, _ log: DifferenceLog
    ) throws {
        guard let from = person(expected.a, named: expected.aName, log),
            let to = person(expected.b, named: expected.bName, log)
        else { return }
        let answers = try degrees(from, to, in: scope)
        let pair = "\(expected.a) \(expected.b) in \(scope)"
        let count: UInt64? =
            switch expected.degrees {
            case nil: 0
            case 0: 1
            default: expected.distinctShortestPersonPaths
            }
        for answer in [answers.full, answers.quick, answers.reverse] {
            log.expect(answer.degrees, expected.degrees, "degrees of \(pair)")
            log.expect(
                answer.reason, expected.degrees == nil ? .notConnected : nil, "reason of \(pair)")
            log.expect(answer.countSaturated, false, "saturation of \(pair)")
        }
        log.expect(answers.full.count, count, "chains of \(pair)")
        log.expect(answers.reverse.count, count, "chains back of \(pair)")
        let chains = Set(answers.full.chains.map(\.people))
        log.expect(UInt64(answers.full.chains.count), count ?? 0, "chains listed of \(pair)")
        log.expect(chains.count, answers.full.chains.count, "different chains of \(pair)")
        log.expect(
            answers.quick.chains.count, expected.degrees == nil ? 0 : 1, "one chain of \(pair)")
        for chain in answers.quick.chains where !chains.contains(chain.people) {
            log.add("the one chain of \(pair) is none of all")
        }
        if let example = expected.examplePeople {
            log.expect(
                chains.contains(example.compactMap { person($0) }), true,
                "whether the example of \(pair) is a chain")
            compare(example, expected.exampleTitles ?? [], in: scope, pair, log)
        }
    }

    /// Everybody on an example has credits on the titles beside them.
    private func compare(
        _ people: [String], _ titles: [String], in scope: AnswerScope, _ pair: String,
        _ log: DifferenceLog
    ) {
        log.expect(titles.count, people.count - 1, "titles on the example of \(pair)")
        for (place, id) in titles.enumerated() where place + 1 < people.count {
            let ends = [people[place], people[place + 1]].compactMap { person($0) }
            guard let title = title(id), ends.count == 2 else {
                log.add("example of \(pair): \(id) or a person beside it is not in the graph")
                continue
            }
            for end in ends {
                let credits = try? filmography(of: end, in: scope)
                let isThere = credits?.rows.contains { $0.credit.title == title }
                log.expect(isThere, true, "credit on \(id) of \(self.id(.person, end)), \(pair)")
            }
        }
    }

    private func compare(
        _ expected: ExpectedAnswers.Costars, in scope: AnswerScope, _ log: DifferenceLog
    ) throws {
        guard let person = person(expected.nconst, named: expected.name, log) else { return }
        let place = "\(expected.nconst) in \(scope)"
        let credits = try filmography(of: person, in: scope)
        let titles = Set(credits.rows.map(\.credit.title))
        log.expect(titles.count, expected.titles, "titles of \(place)")
        let answer = try costars(of: person, in: scope)
        log.expect(answer.total, expected.costarCount, "co-stars of \(place)")
        log.expect(
            answer.rows.map { [id(.person, $0.person), name($0.person), "\($0.shared)"] },
            expected.top.map { [$0.nconst, $0.name, "\($0.shared)"] },
            "first co-stars of \(place)")
        log.expect(
            answer.rows.map(\.titles.count), expected.top.map(\.shared),
            "titles shared with the first co-stars of \(place)")
    }

    private func compare(_ expected: ExpectedAnswers.Collisions, _ log: DifferenceLog) {
        log.expect(names.shared, expected, "people who share a name")
        for (name, ids) in expected {
            log.expect(people(named: name), ids, "people named \(name)")
        }
    }
}
