import GraphModel

/// Writes titles and people of one graph under the property names of the query language.
///
/// Texts go from the graph's blocks straight into the reply; views and words are looked up once,
/// when the graph is opened, so that a record costs its bytes and no allocation.
final class RecordWriter: Sendable {
    private let graph: any GraphReading
    private let vocabulary: Vocabulary

    private let titleNumbers: ColumnView
    private let titleTypes: ColumnView
    private let adult: ColumnView
    private let startYears: ColumnView
    private let endYears: ColumnView
    private let runtimes: ColumnView
    private let genres: ColumnView
    private let ratings: ColumnView
    private let votes: ColumnView
    private let primaryTitles: TextView
    private let originalTitles: TextView

    private let personNumbers: ColumnView
    private let birthYears: ColumnView
    private let deathYears: ColumnView
    private let professions: ColumnView
    private let names: TextView

    init(_ graph: any GraphReading, _ vocabulary: Vocabulary) {
        self.graph = graph
        self.vocabulary = vocabulary
        titleNumbers = graph.column(.titleNumber)
        titleTypes = graph.column(.titleType)
        adult = graph.column(.adult)
        startYears = graph.column(.startYear)
        endYears = graph.column(.endYear)
        runtimes = graph.column(.runtime)
        genres = graph.column(.genres)
        ratings = graph.column(.rating)
        votes = graph.column(.votes)
        primaryTitles = graph.texts(.primaryTitle)
        originalTitles = graph.texts(.originalTitle)
        personNumbers = graph.column(.personNumber)
        birthYears = graph.column(.birthYear)
        deathYears = graph.column(.deathYear)
        professions = graph.column(.professions)
        names = graph.texts(.name)
    }

    // MARK: Titles

    /// Writes every property of a title into the open map; absent ones are left out.
    func titleProperties(_ title: UInt32, into writer: inout ReplyWriter) {
        id(.title, titleNumbers, title, into: &writer)
        let primary = primaryTitles.stored(title)
        text("title", primary, into: &writer)
        let original = originalTitles.stored(title)
        if case .same = original {
            text("originalTitle", primary, into: &writer)
        } else {
            text("originalTitle", original, into: &writer)
        }
        titleType(title, into: &writer)
        number("released", startYears[title], into: &writer)
        number("ended", endYears[title], into: &writer)
        number("runtime", runtimes[title], into: &writer)
        words("genres", vocabulary.genreLists, genres[title], into: &writer)
        if let flag = adult[title] {
            writer.key("adult")
            writer.boolean(flag != 0)
        }
        if let hundredths = ratings[title] {
            writer.key("rating")
            writer.double(Double(hundredths) / 100)
        }
        number("votes", votes[title], into: &writer)
    }

    /// Writes a title as other replies embed it: id, title, titleType, released, votes.
    func embeddedTitle(_ title: UInt32, into writer: inout ReplyWriter) {
        writer.beginMap()
        id(.title, titleNumbers, title, into: &writer)
        text("title", primaryTitles.stored(title), into: &writer)
        titleType(title, into: &writer)
        number("released", startYears[title], into: &writer)
        number("votes", votes[title], into: &writer)
        writer.endMap()
    }

    private func titleType(_ title: UInt32, into writer: inout ReplyWriter) {
        guard let word = titleTypeWord(title) else { return }
        writer.key("titleType")
        writer.string(word)
    }

    /// The word of a title's type; nil when absent.
    func titleTypeWord(_ title: UInt32) -> String? {
        titleTypes[title].map { vocabulary.titleTypes[Int($0)] }
    }

    // MARK: People

    /// Writes every property of a person into the open map; absent ones are left out.
    func personProperties(_ person: UInt32, into writer: inout ReplyWriter) {
        id(.person, personNumbers, person, into: &writer)
        text("name", names.stored(person), into: &writer)
        number("born", birthYears[person], into: &writer)
        number("died", deathYears[person], into: &writer)
        words("professions", vocabulary.professionLists, professions[person], into: &writer)
    }

    /// Writes a person as other replies embed it: id, name, born.
    func embeddedPerson(_ person: UInt32, into writer: inout ReplyWriter) {
        writer.beginMap()
        id(.person, personNumbers, person, into: &writer)
        text("name", names.stored(person), into: &writer)
        number("born", birthYears[person], into: &writer)
        writer.endMap()
    }

    // MARK: Credits

    /// Writes the four properties of a credit into the open map, null where absent.
    ///
    /// - Complexity: O(place) to find the payload.
    func creditProperties(
        title: UInt32, place: Int, type: CreditType, into writer: inout ReplyWriter
    ) {
        creditProperties(
            graph.payloads.payload(ofTitle: title, at: place), type: type, into: &writer)
    }

    /// Writes the four properties of a credit into the open map, null where absent.
    func creditProperties(
        _ payload: CreditPayload?, type: CreditType, into writer: inout ReplyWriter
    ) {
        writer.key("category")
        writer.string(vocabulary.categories[Int(type.rawValue)])
        writer.key("job")
        writer.string(payload?.job)
        writer.key("characters")
        characters(payload, into: &writer)
        writer.key("ordering")
        writer.integer(payload?.ordering)
    }

    private func characters(_ payload: CreditPayload?, into writer: inout ReplyWriter) {
        guard let payload, payload.characters != nil else { return writer.null() }
        var count = 0
        payload.forEachCharacter { _ in count += 1 }
        writer.beginArray(count)
        payload.forEachCharacter { writer.string($0) }
        writer.endArray()
    }

    // MARK: Properties

    private func id(
        _ label: Label, _ numbers: ColumnView, _ node: UInt32, into writer: inout ReplyWriter
    ) {
        writer.key("id")
        writer.string(NodeID(label, numbers.stored(node)))
    }

    private func text(
        _ name: StaticString, _ stored: TextView.Stored, into writer: inout ReplyWriter
    ) {
        guard case .text(let text) = stored else { return }
        writer.key(name)
        writer.string(text)
    }

    private func number(_ name: StaticString, _ value: UInt32?, into writer: inout ReplyWriter) {
        guard let value else { return }
        writer.key(name)
        writer.integer(Int(value))
    }

    private func words(
        _ name: StaticString, _ lists: [[String]], _ code: UInt32?, into writer: inout ReplyWriter
    ) {
        guard let code else { return }
        writer.key(name)
        writer.strings(lists[Int(code)])
    }
}
