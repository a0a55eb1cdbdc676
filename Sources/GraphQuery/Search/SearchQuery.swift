internal import GraphModel

/// The words that somebody looks for.
///
/// A node is a hit when every word stands in one of its names, the last one at least as the
/// beginning of a word.
public struct SearchQuery: Sendable {
    /// Whether words may be misspelt.
    public enum Typos: String, CaseIterable, Sendable {
        /// Only when nothing is found without.
        case auto
        /// Always.
        case yes
        /// Never.
        case no
    }

    /// The folded words.
    package let words: [[UInt8]]

    /// Splits a text into words.
    public init(_ text: some Collection<UInt8>) {
        var splitter = WordSplitter()
        let bytes = Array(text)
        unsafe bytes.withUnsafeBufferPointer { unsafe splitter.split($0) }
        words = (0..<splitter.count).map { splitter.word($0) }
    }

    /// Number of words; a text of blanks has none.
    public var wordCount: Int { words.count }

    /// Edits that a word may be away from what is meant: none below three characters or with a
    /// digit in it, one up to five characters, two for longer words.
    package static func editsMax(_ word: [UInt8]) -> Int {
        if word.contains(where: { $0 &- 0x30 < 10 }) { return 0 }
        let characters = word.count { $0 & 0xC0 != 0x80 }
        return characters < 3 ? 0 : characters < 6 ? 1 : 2
    }
}

/// How closely a hit fits the words, the best first.
public struct Exactness: Comparable, Hashable, Sendable {
    /// 0: the words are a whole name; 1: all stand in names as they are; 2: the last one begins a
    /// word; 2 + n: n letters have to be changed.
    package let level: Int

    package init(level: Int) { self.level = level }

    /// 4 for a whole name, 3 for whole words, 2 when the last one begins a word, 1 for one typo, 0
    /// for more.
    public var score: Int { max(0, 4 - level) }

    /// Better comes first.
    public static func < (left: Exactness, right: Exactness) -> Bool { left.level < right.level }
}

/// A page of hits.
public struct SearchPage: Sendable, Equatable {
    /// One hit.
    public struct Row: Sendable, Equatable {
        /// The title or person.
        public let node: UInt32
        /// How closely it fits.
        public let exactness: Exactness

        /// A hit.
        public init(node: UInt32, exactness: Exactness) {
            self.node = node
            self.exactness = exactness
        }
    }

    /// Hits before paging.
    public let total: Int
    /// The rows of the page: by exactness, then popularity, then number.
    public let rows: [Row]
}
