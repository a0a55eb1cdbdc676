/// Made-up words, names and titles, of a few language families.
///
/// A name is a pure function of its bits, so that none has to be remembered.
struct Words {
    /// Language families; a country has one.
    static let families = 6
    private static let firstNameCount = 500
    private static let lastNameCount = 10_000
    private static let wordCount = 5_000

    private static let syllables: [[String]] = [
        // English
        """
        al ber chel den ed fred gar han ian jack ken lin mar nel os pat ron sam tom ver wil ash \
        ley ton ford son well man ham by field stone wood land worth er y
        """,
        // Romance
        """
        an bel car di el fer gio hu is jo lu ma nu os pe ra sa te u vi á é í ó ñe ção ra no la do \
        ri co ta ré çois ez es ia ella ina eau
        """,
        // Germanic
        """
        an ber chris det eck frie ger hein ing jür karl lud max nik ot pe rü schä tho ul vol wer \
        ö ä ü mann berg stein sen sson dahl gård ø lund hoff er
        """,
        // Slavic
        """
        an bo vla go dmi ek ser zh iv kon lud mi ni ol pav ro sta ta uri vi ya ž š č ł ova ev sky \
        ski enko ić na slav mir in ka
        """,
        // South Asian
        """
        aa bha chan de esh gan har in jai ku lak ma na om pra ra sha ta u vi ya dh sh kh an i nath \
        deep want preet kumar rao raj
        """,
        // East Asian
        """
        a chi da e fu ga hi i ji ka ko li ma mi na no o ri sa shi su ta to u wa xi ya yu zh \
        ō ū ng ao en ei ang moto mura
        """,
    ].map { $0.split(separator: " ").map(String.init) }

    /// Words in other scripts; they stay rare.
    private static let foreign = [
        "Война", "Любовь", "七人の侍", "東京", "愛", "प्रेम", "사랑", "حب", "Αθήνα", "İstanbul",
    ]
    private static let openings = [
        "The", "A", "Last", "Dark", "My", "Return of the", "La", "Der", "El", "Night of", "Les",
        "Big", "Little", "Love", "Man", "House of", "City", "In the", "On", "No", "Secret",
    ]

    private var firstNames: [[[UInt8]]] = []
    private var lastNames: [[[UInt8]]] = []
    private var endings: [[[UInt8]]] = []
    private var words: [[[UInt8]]] = []

    init(seed: UInt64) {
        var random = Random(seed: Random.mix(seed, 0x776F_7264))
        for family in 0..<Words.families {
            func make(_ count: Int, _ lengths: ClosedRange<Int>) -> [[UInt8]] {
                (0..<count).map { _ in
                    let length = lengths.lowerBound + random.below(lengths.count)
                    let parts = (0..<length).map { _ in
                        Words.syllables[family][random.below(Words.syllables[family].count)]
                    }
                    return Array(Words.capitalized(parts.joined()).utf8)
                }
            }
            firstNames.append(make(Words.firstNameCount, 2...3))
            lastNames.append(make(Words.lastNameCount, 2...3))
            words.append(make(Words.wordCount, 1...3) + Words.foreign.map { Array($0.utf8) })
            endings.append(Words.syllables[family].map { Array($0.utf8) })
        }
    }

    private static func capitalized(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    /// The full name that belongs to some bits.
    func appendName(_ bits: UInt64, family: Int, to text: inout [UInt8]) {
        var random = Random(seed: bits)
        text += firstNames[family][random.leaning(Words.firstNameCount)]
        text.append(UInt8(ascii: " "))
        switch random.below(20) {
        case 0:
            text += [UInt8(ascii: "A") + UInt8(random.below(26)), UInt8(ascii: "."), 0x20]
        case 1:
            text += firstNames[family][random.leaning(Words.firstNameCount)]
            text.append(UInt8(ascii: " "))
        default: break
        }
        text += lastNames[family][random.below(Words.lastNameCount)]
        if random.below(10) < 7 { text += endings[family][random.below(endings[family].count)] }
    }

    /// A character's name that hardly any other has.
    func appendCharacter(_ bits: UInt64, family: Int, to text: inout [UInt8]) {
        var random = Random(seed: ~bits)
        switch random.below(100) {
        case 0: text += Array(#"\"The "#.utf8) + word(&random, family) + Array(#"\" "#.utf8)
        case 1...6: text += Array("Dr. ".utf8)
        case 7...12: text += Array("Mrs. ".utf8)
        default: break
        }
        appendName(bits, family: family, to: &text)
    }

    /// A title of one to five words.
    func appendTitle(_ random: inout Random, family: Int, to text: inout [UInt8]) {
        if random.chance(0.4) {
            text += Array(Words.openings[random.leaning(Words.openings.count)].utf8)
            text.append(UInt8(ascii: " "))
        }
        text += word(&random, family)
        var more = 0
        while more < 4, random.chance(0.5) {
            text.append(UInt8(ascii: " "))
            text += word(&random, family)
            more += 1
        }
    }

    /// A first name, alone.
    func firstName(_ random: inout Random, _ family: Int) -> [UInt8] {
        firstNames[family][random.below(Words.firstNameCount)]
    }

    /// A word; foreign scripts are among the rarest.
    func word(_ random: inout Random, _ family: Int) -> [UInt8] {
        words[family][random.leaning(words[family].count)]
    }
}
