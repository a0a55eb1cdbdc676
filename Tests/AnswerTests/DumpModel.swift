import Foundation
import GraphModel
import TestSupport

extension MemoryGraph.Rows {
    /// The rows of a dump, read from the TSV apart from the loader; title.akas is left out.
    init(dumps directory: String, hasEpisodes: Bool = true, hasCrew: Bool) throws {
        self.init()
        try addTitles(directory)
        try addPeople(directory)
        try addPrincipals(directory)
        if hasCrew { try addCrew(directory) }
        if hasEpisodes { try addEpisodes(directory) }
    }

    private mutating func addTitles(_ directory: String) throws {
        let ratings = try DumpTable("title.ratings", in: directory)
        var rated: [String: (rating: UInt32?, votes: UInt32?)] = [:]
        for row in ratings.rows {
            let rating = ratings.text(row, "averageRating").flatMap { Double($0) }
            rated[try ratings.required(row, "tconst")] = (
                rating.map { UInt32(($0 * 100).rounded()) }, try ratings.number(row, "numVotes")
            )
        }
        let table = try DumpTable("title.basics", in: directory)
        for row in table.rows {
            var title = Title(number: try table.id(row, "tconst"))
            title.type = try table.required(row, "titleType")
            title.title = table.text(row, "primaryTitle")
            title.originalTitle = table.text(row, "originalTitle")
            title.isAdult = table.text(row, "isAdult").map { $0 == "1" }
            title.startYear = try table.number(row, "startYear")
            title.endYear = try table.number(row, "endYear")
            title.runtime = try table.number(row, "runtimeMinutes")
            title.genres = table.text(row, "genres")
            title.rating = rated[row[table.place("tconst")]]?.rating
            title.votes = rated[row[table.place("tconst")]]?.votes
            titles.append(title)
        }
    }

    private mutating func addPeople(_ directory: String) throws {
        let table = try DumpTable("name.basics", in: directory)
        for row in table.rows {
            var person = Person(
                number: try table.id(row, "nconst"),
                name: table.text(row, "primaryName"))
            person.birthYear = try table.number(row, "birthYear")
            person.deathYear = try table.number(row, "deathYear")
            person.professions = table.text(row, "primaryProfession")
            person.knownFor = table.list(row, "knownForTitles").map(idNumber)
            people.append(person)
        }
    }

    private mutating func addPrincipals(_ directory: String) throws {
        let table = try DumpTable("title.principals", in: directory)
        for row in table.rows {
            credits.append(
                Credit(
                    title: try table.id(row, "tconst"),
                    person: try table.id(row, "nconst"),
                    category: try table.required(row, "category"),
                    ordering: try table.number(row, "ordering"), job: table.text(row, "job"),
                    characters: try DumpCredits.names(table.text(row, "characters"))))
        }
    }

    /// Directors and writers; one whom principals name too adds nothing to that credit.
    private mutating func addCrew(_ directory: String) throws {
        let present = Set(people.map(\.number))
        let table = try DumpTable("title.crew", in: directory)
        for row in table.rows {
            for (column, category) in [("directors", "director"), ("writers", "writer")] {
                let members = table.list(row, column).map(idNumber)
                    .filter { present.contains($0) }
                for (place, person) in members.enumerated() {
                    var credit = Credit(
                        title: try table.id(row, "tconst"),
                        person: person, category: category, ordering: nil)
                    credit.crewPosition = UInt32(place)
                    credits.append(credit)
                }
            }
        }
    }

    private mutating func addEpisodes(_ directory: String) throws {
        let table = try DumpTable("title.episode", in: directory)
        for row in table.rows {
            episodes.append(
                Episode(
                    number: try table.id(row, "tconst"),
                    parent: try table.id(row, "parentTconst"),
                    season: try table.number(row, "seasonNumber"),
                    episode: try table.number(row, "episodeNumber")))
        }
    }
}
