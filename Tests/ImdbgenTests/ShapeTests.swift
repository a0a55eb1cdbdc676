import TestSupport
import Testing
import imdbgen

/// Goal: the graph in the files has the shape of the real one.
@Suite struct ShapeTests {
    let dumps: GeneratedDumps

    init() throws { dumps = try GeneratedDumps.shared.get() }

    @Test func degreesHaveAHeavyTail() throws {
        let people = try dumps.table("title.principals").column("nconst")
        let degrees = Dictionary(grouping: people) { $0 }.map(\.value.count).sorted()
        let mean = Double(people.count) / Double(degrees.count)
        #expect(degrees[degrees.count / 2] <= 5)
        #expect(mean > 12 && mean < 17)
        #expect(Double(degrees[degrees.count - 1]) > 15 * mean)
        let parents = try dumps.table("title.episode").column("parentTconst")
        let episodes = Dictionary(grouping: parents) { $0 }.map(\.value.count).sorted()
        #expect(episodes[episodes.count / 2] < 20)
        #expect(episodes[episodes.count - 1] > 100)
    }

    /// Goal: the episodes of a series share people, other titles hardly do.
    @Test func seriesHaveARecurringCast() throws {
        let episodes = try dumps.table("title.episode").rows
        let parents = Dictionary(uniqueKeysWithValues: episodes.map { ($0[0], $0[1]) })
        var casts: [String: Set<String>] = [:]
        for row in try dumps.table("title.principals").rows {
            casts[row[0], default: []].insert(row[2])
        }
        func shared(_ left: String, _ right: String) -> Int {
            casts[left, default: []].intersection(casts[right, default: []]).count
        }
        var inSeries = (pairs: 0, shared: 0)
        var across = (pairs: 0, shared: 0)
        for (left, right) in zip(episodes, episodes.dropFirst()) {
            let count = shared(left[0], right[0])
            if parents[left[0]] == parents[right[0]] {
                inSeries = (inSeries.pairs + 1, inSeries.shared + count)
            } else {
                across = (across.pairs + 1, across.shared + count)
            }
        }
        #expect(inSeries.pairs > 1_000 && across.pairs > 100)
        #expect(inSeries.shared > inSeries.pairs * 2)
        #expect(across.shared * 3 < across.pairs)
    }

    /// Goal: 1.5 % of the rows repeat title, person and category, 10 % title and person.
    @Test func rowsRepeatPeople() throws {
        let rows = try dumps.table("title.principals").rows
        let people = Set(rows.map { [$0[0], $0[2]] })
        let credits = Set(rows.map { [$0[0], $0[2], $0[3]] })
        let repeatedCredits = 1 - Double(credits.count) / Double(rows.count)
        let repeatedPeople = 1 - Double(people.count) / Double(rows.count)
        #expect(repeatedCredits > 0.012 && repeatedCredits < 0.018, "\(repeatedCredits)")
        #expect(repeatedPeople > 0.07 && repeatedPeople < 0.13, "\(repeatedPeople)")
    }

    /// Goal: some directors and writers stand in title.crew only, and nobody is lost there.
    @Test func crewIsNotASubset() throws {
        var listed: Set<[String]> = []
        for row in try dumps.table("title.principals").rows {
            listed.insert([row[0], row[2], row[3]])
        }
        var members: Set<[String]> = []
        for row in try dumps.table("title.crew").rows {
            for (place, category) in [(1, "director"), (2, "writer")] where row[place] != "\\N" {
                let people = row[place].split(separator: ",").map(String.init)
                #expect(Set(people).count == people.count)
                for person in people { members.insert([row[0], person, category]) }
            }
        }
        for credit in listed where credit[2] == "director" || credit[2] == "writer" {
            #expect(members.contains(credit))
        }
        for category in ["director", "writer"] {
            let all = members.filter { $0[2] == category }
            let share = Double(all.count { !listed.contains($0) }) / Double(all.count)
            #expect(share > 0.03 && share < 0.28, "\(category): \(share)")
        }
    }

    /// Goal: ids that nobody has stand wherever the real dumps have some.
    @Test func idsDangle() throws {
        let titles = Set(try dumps.table("title.basics").column("tconst"))
        let people = Set(try dumps.table("name.basics").column("nconst"))
        let crewTitles = try dumps.table("title.crew").column("tconst")
        #expect(crewTitles.count { !titles.contains($0) } == 2)
        let credits = try dumps.table("title.principals").rows
        #expect(credits.contains { !titles.contains($0[0]) })
        let lost = credits.count { !people.contains($0[2]) }
        #expect(lost > 0 && lost < credits.count / 50)
        let episodes = try dumps.table("title.episode").rows
        #expect(episodes.contains { !titles.contains($0[0]) || !titles.contains($0[1]) })
        let known = try dumps.table("name.basics").column("knownForTitles")
            .filter { $0 != "\\N" }.flatMap { $0.split(separator: ",").map(String.init) }
        #expect(known.contains { !titles.contains($0) })
        #expect(known.count { !titles.contains($0) } < known.count / 50)
    }
}
