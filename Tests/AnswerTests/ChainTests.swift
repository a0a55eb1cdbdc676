import Foundation
import GraphModel
import TestSupport
import Testing

/// Goal: no answer names a credit that the data does not hold.
///
/// Method: every chain of every
/// expected pair, and every shared title of the first co-stars, looked up in the TSV itself.
@Suite(.enabled(if: ReferenceData.isPresent, "no reference data"))
struct ChainTests {
    /// The scopes and entries of the files of a set whose names begin alike.
    private func entries<Entry: Decodable>(
        _ type: Entry.Type, _ prefix: String, of set: String
    ) throws -> [(AnswerScope, [Entry])] {
        let directory = ReferenceData.expected(set)
        let found = try AnswerScope.allCases.compactMap { scope -> (AnswerScope, [Entry])? in
            let path = "\(directory)/\(prefix)_\(scope.rawValue).json"
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            return (scope, try ExpectedAnswers.read([Entry].self, path))
        }
        try #require(!found.isEmpty)
        return found
    }

    @Test(arguments: ReferenceData.sets)
    func everyCreditOfEveryChainIsInTheDump(_ name: String) throws {
        let set = try ReferenceSet.loaded(name)
        let book = AnswerBook(set)
        var hops = 0
        for (scope, pairs) in try entries(ExpectedAnswers.Pair.self, "pairs", of: name) {
            for pair in pairs {
                let from = try #require(book.person(pair.a))
                let to = try #require(book.person(pair.b))
                let answers = try book.degrees(from, to, in: scope)
                for chain in answers.full.chains + answers.quick.chains {
                    #expect(chain.people.first == from && chain.people.last == to)
                    #expect(chain.titles.count == pair.degrees)
                    #expect(chain.people.count == chain.titles.count + 1)
                    #expect(Set(chain.people).count == chain.people.count)
                    for hop in book.hops(chain, in: scope) {
                        #expect(set.dump.differences(hop, in: scope) == [])
                        hops += 1
                    }
                }
            }
        }
        #expect(hops > 100)
    }

    @Test(arguments: ReferenceData.sets)
    func everySharedTitleIsInTheDump(_ name: String) throws {
        let set = try ReferenceSet.loaded(name)
        let book = AnswerBook(set)
        var titles = 0
        for (scope, people) in try entries(ExpectedAnswers.Costars.self, "costars", of: name) {
            for expected in people {
                let person = try #require(book.person(expected.nconst))
                for row in try book.costars(of: person, in: scope).rows {
                    let costar = book.id(.person, row.person)
                    #expect(
                        row.titles.map { book.id(.title, $0) }
                            == set.dump.shared(expected.nconst, costar, in: scope),
                        "\(expected.nconst) \(costar) in \(scope)")
                    titles += row.titles.count
                }
            }
        }
        #expect(titles > 100)
    }

    /// The verification itself notices a wrong title, person, ordering, category or character.
    @Test func wrongHopsAreNoticed() throws {
        let set = try ReferenceSet.loaded("small_imdb_real")
        let book = AnswerBook(set)
        let from = try #require(book.person("nm0000102"))
        let to = try #require(book.person("nm0000658"))
        let chain = try #require(try book.degrees(from, to, in: .cast).full.chains.first)
        let hop = try #require(book.hops(chain, in: .cast).first)
        let good = try #require(hop.from)
        typealias Credit = DumpCredits.AnsweredCredit
        func changed(
            title: String? = nil, right: String? = nil, from: DumpCredits.AnsweredCredit? = nil
        ) -> DumpCredits.Hop {
            DumpCredits.Hop(
                left: hop.left, right: right ?? hop.right, title: title ?? hop.title,
                from: from ?? hop.from, to: hop.to)
        }
        #expect(set.dump.differences(changed(), in: .cast) == [])
        let wrong = [
            changed(title: "tt0109830"), changed(right: "nm0000158"),
            changed(
                from: Credit(
                    category: "producer", ordering: good.ordering, job: good.job,
                    characters: good.characters)),
            changed(
                from: Credit(
                    category: good.category, ordering: 99, job: good.job,
                    characters: good.characters)),
            changed(
                from: Credit(
                    category: good.category, ordering: good.ordering, job: "none",
                    characters: good.characters)),
            changed(
                from: Credit(
                    category: good.category, ordering: good.ordering, job: good.job,
                    characters: good.characters + ["x"])),
        ]
        for hop in wrong { #expect(!set.dump.differences(hop, in: .cast).isEmpty, "\(hop)") }
    }
}
