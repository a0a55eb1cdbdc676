import Foundation

/// The credits of a dump in the words of its files: what answers are verified against.
///
/// Nothing here comes from the loader or the graph.
struct DumpCredits: Sendable {
    /// A row of title.principals.
    struct Credit: Sendable {
        let title: String
        let person: String
        let ordering: UInt32
        let category: String
        let job: String?
        let characters: [String]
    }

    struct Title: Sendable {
        let type: String
        let year: UInt32?
        let votes: UInt32
    }

    private(set) var titles: [String: Title] = [:]
    private(set) var people: Set<String> = []
    private(set) var credits: [Credit] = []
    private var byPerson: [String: [Int]] = [:]

    init(directory: String) throws {
        let ratings = try DumpTable("title.ratings", in: directory)
        var votes: [String: UInt32] = [:]
        for row in ratings.rows {
            votes[try ratings.required(row, "tconst")] = try ratings.number(row, "numVotes")
        }
        let basics = try DumpTable("title.basics", in: directory)
        for row in basics.rows {
            let id = try basics.required(row, "tconst")
            titles[id] = Title(
                type: try basics.required(row, "titleType"),
                year: try basics.number(row, "startYear"),
                votes: votes[id] ?? 0)
        }
        let names = try DumpTable("name.basics", in: directory)
        people = Set(try names.rows.map { try names.required($0, "nconst") })
        let principals = try DumpTable("title.principals", in: directory)
        for row in principals.rows {
            let credit = Credit(
                title: try principals.required(row, "tconst"),
                person: try principals.required(row, "nconst"),
                ordering: try principals.number(row, "ordering") ?? 0,
                category: try principals.required(row, "category"),
                job: principals.text(row, "job"),
                characters: try DumpCredits.names(principals.text(row, "characters")))
            guard titles[credit.title] != nil, people.contains(credit.person) else { continue }
            byPerson[credit.person, default: []].append(credits.count)
            credits.append(credit)
        }
    }

    /// The names in a `characters` field.
    static func names(_ field: String?) throws -> [String] {
        guard let field else { return [] }
        return try JSONDecoder().decode([String].self, from: Data(field.utf8))
    }

    /// The rows of a person on a title that a scope admits.
    func credits(of person: String, on title: String, in scope: AnswerScope) -> [Credit] {
        credits(of: person, in: scope).filter { $0.title == title }
    }

    /// The rows of a person that a scope admits.
    func credits(of person: String, in scope: AnswerScope) -> [Credit] {
        (byPerson[person] ?? []).map { credits[$0] }.filter { credit in
            scope.admits(category: credit.category, titleType: titles[credit.title]?.type)
        }
    }

    /// The titles that two people share in a scope: most votes first, then the lowest number.
    func shared(_ left: String, _ right: String, in scope: AnswerScope) -> [String] {
        let one = Set(credits(of: left, in: scope).map(\.title))
        let other = Set(credits(of: right, in: scope).map(\.title))
        return one.intersection(other).sorted { first, second in
            let (votes, otherVotes) = (titles[first]?.votes ?? 0, titles[second]?.votes ?? 0)
            return votes != otherVotes
                ? votes > otherVotes : idNumber(first) < idNumber(second)
        }
    }
}
