/// The closed word lists of the dumps, in the order of their codes here.
enum Vocabulary {
    enum TitleType: UInt8, CaseIterable {
        case tvEpisode, short, movie, video, tvMovie, tvSpecial, videoGame, tvShort, tvPilot
        case tvSeries, tvMiniSeries
        var word: String { "\(self)" }
        var isSeries: Bool { self == .tvSeries || self == .tvMiniSeries }
    }

    /// Titles that are neither episodes nor series, by type, in thousands.
    static let singleTypes: [(type: TitleType, weight: Double)] = [
        (.short, 1_100), (.movie, 735), (.video, 320), (.tvMovie, 153), (.tvSpecial, 57),
        (.videoGame, 46), (.tvShort, 11), (.tvPilot, 0.5),
    ]

    enum Category: UInt8, CaseIterable {
        case actor, actress, archiveFootage, archiveSound, selfAppearance
        case director, writer, producer, editor, cinematographer, composer
        case productionDesigner, castingDirector, unknown

        var word: String {
            switch self {
            case .archiveFootage: "archive_footage"
            case .archiveSound: "archive_sound"
            case .selfAppearance: "self"
            case .productionDesigner: "production_designer"
            case .castingDirector: "casting_director"
            case .unknown: "intimacy_coordinator"
            default: "\(self)"
            }
        }
        var isCast: Bool { rawValue <= Category.selfAppearance.rawValue }
        /// Where its people are found.
        var trade: Trade {
            switch self {
            case .selfAppearance: .appearing
            case .actor, .actress, .archiveFootage, .archiveSound: .acting
            case .director, .writer, .producer: .making
            default: .crafting
            }
        }
    }

    /// What a person mostly does.
    enum Trade: Int, CaseIterable { case acting, appearing, making, crafting }

    static let genres = [
        "Drama", "Comedy", "Talk-Show", "Short", "Documentary", "News", "Romance", "Family",
        "Reality-TV", "Animation", "Crime", "Action", "Adventure", "Music", "Game-Show", "Adult",
        "Sport", "Fantasy", "Mystery", "Horror", "Thriller", "History", "Biography", "Sci-Fi",
        "Musical", "War", "Western", "Film-Noir",
    ]
    /// Professions that no category stands for.
    static let professions = [
        "miscellaneous", "soundtrack", "music_department", "stunts", "make_up_department",
        "assistant_director", "casting_department", "music_artist", "camera_department",
        "art_department", "executive", "costume_designer", "script_department", "art_director",
        "editorial_department", "costume_department", "animation_department", "talent_agent",
        "special_effects", "production_manager", "sound_department", "visual_effects",
        "location_management", "set_decorator", "transportation_department", "choreographer",
        "manager", "publicist", "podcaster", "legal", "assistant", "production_department",
        "electrical_department", "accountant",
    ]
    static let regions = [
        "US", "DE", "FR", "JP", "IN", "ES", "IT", "PT", "GB", "CA", "BR", "MX", "RU", "PL", "SE",
        "HU", "GR", "TR", "XWW", "AU", "AR", "NL", "FI", "DK", "KR", "CN", "HK", "UA", "CZ", "RO",
    ]
    static let languages = ["en", "de", "fr", "ja", "hi", "es", "it", "pt", "sv", "tr", "bg", "ru"]
    static let alternativeTypes = [
        "imdbDisplay", "alternative", "working", "festival", "tv", "video", "dvd",
    ]
    static let attributes = ["new title", "short title", "literal title", "reissue title"]
    static let producerJobs = [
        "producer", "executive producer", "co-producer", "associate producer", "line producer",
    ]
    static let writerJobs = [
        "written by", "screenplay", "writer", "story", "creator", "created by", "none",
    ]
    static let commonCharacters = [
        "Self", "Self - Host", "Self - Guest", "Narrator", "Self - Presenter", "Nurse", "Doctor",
        "Police Officer", "Bartender", "Waiter", "Man", "Woman", "Various", "Reporter", "Student",
        "Mother", "Father", "Dancer", "Soldier", "Additional Voices",
    ]
}
