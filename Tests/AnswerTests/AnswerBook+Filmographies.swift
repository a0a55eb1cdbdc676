import GraphModel
import TestSupport

extension AnswerBook {
    /// One credit in the words of the dump; rows of one (title, category) are one.
    private struct Credit: Equatable {
        let title: String
        let category: String
        let ordering: UInt32?
        let job: String?
        let characters: [String]
        let titleType: String?
        let primaryTitle: String?
        let startYear: UInt32?
    }

    /// Compares every credit, in the order of FILMOGRAPHY.
    func compare(_ expected: ExpectedAnswers.Filmography, _ log: DifferenceLog) throws {
        guard let person = person(expected.nconst) else {
            return log.add("\(expected.nconst) is not in the graph")
        }
        log.expect(name(person), expected.name, "name of \(expected.nconst)")
        let answer = try filmography(of: person, in: .all)
        let types = graph.column(.titleType)
        let years = graph.column(.startYear)
        let found = answer.rows.map { row in
            let title = row.credit.title
            return Credit(
                title: id(.title, title), category: graph.word(row.credit.type),
                ordering: row.payload.ordering, job: row.payload.job?.string,
                characters: row.payload.characterNames,
                titleType: types[title].map { graph.words(.titleTypes)[Int($0)] },
                primaryTitle: graph.text(.primaryTitle, title)?.string, startYear: years[title])
        }
        let merged = try merge(expected.credits)
        log.expect(answer.total, merged.count, "credits of \(expected.nconst)")
        log.expect(found, merged, "filmography of \(expected.nconst)")
    }

    /// Rows of one (title, category) joined: the lowest ordering, distinct jobs, characters in
    /// order; then by year descending, none last, title number, category.
    private func merge(_ rows: [ExpectedAnswers.Filmography.Credit]) throws -> [Credit] {
        let groups = Dictionary(grouping: rows) { [$0.tconst, $0.category] }
        let credits = try groups.values.map { group in
            let rows = group.sorted { $0.ordering < $1.ordering }
            var jobs: [String] = []
            for row in rows {
                if let job = row.job, !jobs.contains(job) { jobs.append(job) }
            }
            return Credit(
                title: rows[0].tconst, category: rows[0].category, ordering: rows[0].ordering,
                job: jobs.isEmpty ? nil : jobs.joined(separator: "; "),
                characters: try rows.flatMap { try DumpCredits.names($0.characters) },
                titleType: rows[0].titleType, primaryTitle: rows[0].primaryTitle,
                startYear: rows[0].startYear)
        }
        func key(_ credit: Credit) -> (Int, UInt32, UInt8) {
            let type = graph.creditType(credit.category)?.rawValue ?? .max
            return (credit.startYear.map { -Int($0) } ?? 1, idNumber(credit.title), type)
        }
        return credits.sorted { key($0) < key($1) }
    }
}
