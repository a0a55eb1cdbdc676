import GraphModel

/// The words of one graph, split and folded once, and the words that IMDb is known to use.
final class Vocabulary: Sendable {
    /// By code.
    let titleTypes: [String]
    /// By code.
    let categories: [String]
    /// By code of ``WordList/genreLists``: the words of the list.
    let genreLists: [[String]]
    /// By code of ``WordList/professionLists``: the words of the list.
    let professionLists: [[String]]
    /// By code.
    let regions: [String]
    /// By code.
    let languages: [String]
    /// By code: the words of the list.
    let akaTypes: [[String]]
    /// By code: the words of the list.
    let akaAttributes: [[String]]

    /// Title type codes by lower-case word; nil for a known word that no title has.
    private let titleTypeCodes: [String: UInt32?]
    /// Genres as written, by lower-case word.
    private let genres: [String: String]
    /// Professions as written, by lower-case word.
    private let professions: [String: String]
    /// Credit types by lower-case word.
    private let creditTypes: [String: CreditType]

    init(_ graph: any GraphReading) {
        titleTypes = graph.words(.titleTypes)
        categories = graph.words(.categories)
        genreLists = graph.words(.genreLists).map { Vocabulary.split($0, at: ",") }
        professionLists = graph.words(.professionLists).map { Vocabulary.split($0, at: ",") }
        regions = graph.words(.regions)
        languages = graph.words(.languages)
        akaTypes = graph.words(.akaTypes).map { Vocabulary.split($0, at: "\u{2}") }
        akaAttributes = graph.words(.akaAttributes).map { Vocabulary.split($0, at: "\u{2}") }

        var codes: [String: UInt32?] = [:]
        for word in Vocabulary.knownTitleTypes { codes.updateValue(nil, forKey: word.lowercased()) }
        for (code, word) in titleTypes.enumerated() {
            codes.updateValue(UInt32(code), forKey: word.lowercased())
        }
        titleTypeCodes = codes
        var genres: [String: String] = [:]
        for word in Vocabulary.knownGenres { genres[word.lowercased()] = word }
        for word in genreLists.joined() { genres[word.lowercased()] = word }
        self.genres = genres
        var professions: [String: String] = [:]
        for word in Vocabulary.knownProfessions { professions[word] = word }
        for word in professionLists.joined() { professions[word.lowercased()] = word }
        self.professions = professions
        var types: [String: CreditType] = [:]
        for (code, word) in categories.enumerated() {
            types[word.lowercased()] = CreditType(rawValue: UInt8(code))
        }
        creditTypes = types
    }

    /// What a word of an option means, or the word that was probably meant.
    enum Found<Meaning> {
        case meaning(Meaning)
        case nearest(String)
    }

    /// The code of a title type; nil when IMDb has the word and the graph has no such title.
    func titleType(_ word: String) -> Found<UInt32?> {
        if let code = titleTypeCodes[word.lowercased()] { return .meaning(code) }
        return .nearest(Vocabulary.nearest(word, Vocabulary.knownTitleTypes + titleTypes))
    }

    /// The genre as the graph writes it.
    func genre(_ word: String) -> Found<String> {
        if let genre = genres[word.lowercased()] { return .meaning(genre) }
        return .nearest(Vocabulary.nearest(word, genres.values.sorted()))
    }

    /// The profession as the graph writes it.
    func profession(_ word: String) -> Found<String> {
        if let profession = professions[word.lowercased()] { return .meaning(profession) }
        return .nearest(Vocabulary.nearest(word, professions.values.sorted()))
    }

    /// A role: a group of credit types or one of them.
    enum Role {
        case group(RoleGroup)
        case type(CreditType)
    }

    /// The meaning of a word of ROLE.
    func role(_ word: String) -> Found<Role> {
        let lower = word.lowercased()
        if let group = Vocabulary.groups[lower] { return .meaning(.group(group)) }
        if let type = creditTypes[lower] { return .meaning(.type(type)) }
        return .nearest(Vocabulary.nearest(word, Vocabulary.groups.keys.sorted() + categories))
    }

    /// Groups that ROLE names; archive is reached by its two categories.
    private static let groups: [String: RoleGroup] = [
        "cast": .cast, "crew": .crew, "self": .appearance, "all": .all,
    ]

    private static func nearest(_ word: String, _ candidates: [String]) -> String {
        NearestWord.find(word, among: candidates) ?? ""
    }

    private static func split(_ list: String, at separator: Character) -> [String] {
        list.split(separator: separator).map { String($0) }
    }

    /// Title types of IMDb: asking for one that the graph lacks is no mistake.
    static let knownTitleTypes = [
        "movie", "short", "tvSeries", "tvMiniSeries", "tvMovie", "tvEpisode", "tvSpecial",
        "tvShort", "tvPilot", "video", "videoGame",
    ]

    /// Genres of IMDb: asking for one that the graph lacks is no mistake.
    static let knownGenres = [
        "Action", "Adult", "Adventure", "Animation", "Biography", "Comedy", "Crime",
        "Documentary", "Drama", "Family", "Fantasy", "Film-Noir", "Game-Show", "History",
        "Horror", "Music", "Musical", "Mystery", "News", "Reality-TV", "Romance", "Sci-Fi",
        "Short", "Sport", "Talk-Show", "Thriller", "War", "Western",
    ]

    /// Professions of IMDb: asking for one that nobody in the graph has is no mistake.
    static let knownProfessions = [
        "actor", "actress", "animation_department", "art_department", "art_director", "assistant",
        "assistant_director", "camera_department", "casting_director", "cinematographer",
        "composer", "costume_designer", "director", "editor", "executive", "legal",
        "make_up_department", "manager", "miscellaneous", "music_department", "producer",
        "production_designer", "production_manager", "publicist", "script_department",
        "set_decorator", "sound_department", "soundtrack", "special_effects", "stunts",
        "talent_agent", "transportation_department", "visual_effects", "writer",
    ]
}
