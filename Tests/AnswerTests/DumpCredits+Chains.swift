import GraphModel
import GraphQuery
import TestSupport

extension DumpCredits {
    /// A hop of a chain as it is answered: the title and the credits of the people beside it.
    struct Hop {
        let left: String
        let right: String
        let title: String
        let from: AnsweredCredit?
        let to: AnsweredCredit?
    }

    /// A credit as it is answered.
    struct AnsweredCredit {
        let category: String
        let ordering: UInt32?
        let job: String?
        let characters: [String]
    }

    /// What the rows of the dump do not say of a hop; nothing when it holds.
    func differences(_ hop: Hop, in scope: AnswerScope) -> [String] {
        let log = DifferenceLog()
        let place = "\(hop.left) \(hop.title) \(hop.right) in \(scope)"
        log.expect(hop.title, shared(hop.left, hop.right, in: scope).first, "title of \(place)")
        for (person, answered) in [(hop.left, hop.from), (hop.right, hop.to)] {
            let rows = credits(of: person, on: hop.title, in: scope)
                .filter { $0.category == answered?.category }
                .sorted { $0.ordering < $1.ordering }
            guard let answered, let first = rows.first else {
                log.add("\(person) has no such credit: \(place)")
                continue
            }
            log.expect(answered.ordering, first.ordering, "ordering of \(person): \(place)")
            log.expect(
                answered.characters, rows.flatMap(\.characters), "names of \(person): \(place)")
            var jobs: [String] = []
            for job in rows.compactMap(\.job) where !jobs.contains(job) { jobs.append(job) }
            let joined = jobs.isEmpty ? nil : jobs.joined(separator: "; ")
            log.expect(answered.job, joined, "job of \(person): \(place)")
        }
        return log.lines
    }
}

extension AnswerBook {
    /// The hops of a chain with the credits that DEGREES shows for them.
    func hops(_ chain: DegreesAnswer.Chain, in scope: AnswerScope) -> [DumpCredits.Hop] {
        chain.titles.enumerated().map { place, title in
            DumpCredits.Hop(
                left: id(.person, chain.people[place]), right: id(.person, chain.people[place + 1]),
                title: id(.title, title), from: credit(chain.people[place], title, scope),
                to: credit(chain.people[place + 1], title, scope))
        }
    }

    private func credit(
        _ person: UInt32, _ title: UInt32, _ scope: AnswerScope
    ) -> DumpCredits.AnsweredCredit? {
        guard let credit = traversal.credit(of: person, on: title, in: scope.scope(graph)),
            let payload = graph.payloads.payload(ofTitle: credit.title, at: credit.place)
        else { return nil }
        return DumpCredits.AnsweredCredit(
            category: graph.word(credit.type), ordering: payload.ordering,
            job: payload.job?.string, characters: payload.characterNames)
    }
}
