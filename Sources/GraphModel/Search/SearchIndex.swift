/// One table of a search index.
public enum SearchTable: UInt8, CaseIterable, Sendable {
    /// Rank to node: the best known first.
    case order
    /// The distinct words of all names, ascending by bytes.
    case words
    /// For each word the ranks of the nodes that have it in a name.
    case postings
    /// For each rank the words of its names.
    case names

    /// The name of the table in a data file.
    public func name(_ label: Label) -> String { "\(label.word).search.\(self)" }
}

/// Finds the nodes of a label by words of their names.
///
/// Nodes are told by rank: 0 is the best known one, see ``SearchSource/popularity(_:)``. The words
/// that begin alike are a range of word numbers, since words ascend by bytes.
///
/// Bytes of a posting list: LEB128 number of ranks, the first rank, then the difference of each to
/// the one before. Bytes of a rank's names: LEB128 word number + 1 for each word in order; a 0 ends
/// each name.
@safe public struct SearchIndex: Sendable {
    private let order: OrderView
    private let words: TextView
    private let postings: TextView
    private let names: TextView
    /// Number of distinct words.
    public let wordCount: Int

    /// Wraps the four tables.
    public init(
        order: OrderView, words: TextView, postings: TextView, names: TextView, wordCount: Int
    ) {
        self.order = order
        self.words = words
        self.postings = postings
        self.names = names
        self.wordCount = wordCount
    }

    /// Number of ranks: every node of the label has one.
    public var rankCount: Int { order.count }

    /// The node of a rank.
    public func node(rank: Int) -> UInt32 { order[rank] }

    /// A word by its number.
    public func word(_ number: UInt32) -> Text { SearchIndex.text(words.stored(number)) }

    /// Reads the posting list of a word.
    public func postings(_ word: UInt32) -> PostingReader {
        PostingReader(SearchIndex.text(postings.stored(word)))
    }

    /// Bytes of the posting lists of some words: a measure of how many ranks they have.
    ///
    /// - Complexity: O(blocks).
    public func postingBytes(_ range: Range<UInt32>) -> Int { postings.byteCount(range) }

    /// The words of the names of a rank.
    public func names(rank: Int) -> Text { SearchIndex.text(names.stored(UInt32(rank))) }

    /// The words that begin with some bytes: a range of numbers.
    ///
    /// - Complexity: O(log words).
    public func words(beginningWith prefix: [UInt8]) -> Range<UInt32> {
        let start = partition { $0.compare(to: prefix) < 0 }
        return start..<partition { $0.compare(to: prefix) < 0 || $0.begins(with: prefix) }
    }

    /// The number of a word, nil when no name has it.
    ///
    /// - Complexity: O(log words).
    public func number(of word: [UInt8]) -> UInt32? {
        let place = partition { $0.compare(to: word) < 0 }
        return place < wordCount && self.word(place).compare(to: word) == 0 ? place : nil
    }

    /// The first word after `number` that does not begin with the same `length` bytes.
    ///
    /// - Complexity: O(log of the words skipped).
    public func end(ofWordsSharing length: Int, with number: UInt32) -> UInt32 {
        let shared = word(number)
        func shares(_ other: UInt32) -> Bool { word(other).begins(with: shared, length) }
        let count = UInt32(wordCount)
        var low = number
        var step: UInt32 = 1
        while count - low > step, shares(low + step) {
            low += step
            step = min(step * 2, count)
        }
        // Shares: low. Does not: high, or there is none such.
        var high = count - low > step ? low + step : count
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if shares(middle) { low = middle } else { high = middle }
        }
        return high
    }

    /// The first word that fails a test which holds for a head of all words and for none after.
    public func partition(_ isBefore: (Text) -> Bool) -> UInt32 {
        var low: UInt32 = 0
        var high = UInt32(wordCount)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(word(middle)) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func text(_ stored: TextView.Stored) -> Text {
        guard case .text(let text) = stored else {
            preconditionFailure("every word and every rank has its bytes")
        }
        return text
    }
}

/// Reads the ranks of a posting list, ascending.
public struct PostingReader {
    private var reader: ByteReader
    private var last: UInt32 = 0
    /// Ranks not read yet.
    public private(set) var remaining: UInt32

    init(_ list: Text) {
        var reader = list.reader
        remaining = reader.variable() ?? 0
        self.reader = reader
    }

    /// The next rank, nil at the end.
    public mutating func next() -> UInt32? {
        guard remaining > 0, let difference = reader.variable() else { return nil }
        remaining -= 1
        last &+= difference
        return last
    }
}

extension Text {
    /// Reads the bytes one after the other.
    public var reader: ByteReader {
        guard let base = unsafe base else { preconditionFailure("no bytes to read") }
        return unsafe ByteReader(base, count: count)
    }

    /// Byte order (memcmp, shorter first): below 0, 0 or above 0.
    func compare(to other: [UInt8]) -> Int {
        unsafe other.withUnsafeBufferPointer { other in
            unsafe compare(Text(base: other.baseAddress, count: other.count))
        }
    }

    /// Whether the first `length` bytes are those of another text.
    func begins(with other: Text, _ length: Int) -> Bool {
        guard count >= length else { return false }
        for index in 0..<length where unsafe bytes[index] != other.bytes[index] { return false }
        return true
    }

    /// Whether the first bytes are these.
    func begins(with prefix: [UInt8]) -> Bool {
        guard count >= prefix.count else { return false }
        for index in prefix.indices where unsafe bytes[index] != prefix[index] { return false }
        return true
    }
}
