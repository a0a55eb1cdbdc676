internal import GraphModel

/// A word of an index and how many edits it is away.
struct NearWord {
    let word: UInt32
    let edits: Int
}

/// Finds the words of an index that are a few edits away from one.
///
/// An edit adds, drops or changes a character or swaps two neighbours (optimal string alignment:
/// no part is edited twice). The words are walked in order like the trie they span: the rows of the
/// distance table are kept for the characters shared with the word before, and as soon as no
/// continuation can be near enough, all words with that beginning are skipped.
struct NearWords {
    private let target: [UInt32]
    private let editsMax: Int
    private let index: SearchIndex
    /// Row n: distances of the first n characters of the current word to each head of the target.
    private var rows: [UInt16]
    /// The smallest number of each row.
    private var smallest: [UInt16]
    /// The characters that the rows are about.
    private var path: [UInt32] = []
    private var characters: [UInt32] = []
    private var ends: [Int] = []

    /// The words 1 to `editsMax` edits away, ascending.
    static func find(
        _ word: [UInt8], editsMax: Int, in index: SearchIndex, _ meter: inout WorkMeter
    ) throws(QueryError) -> [NearWord] {
        var walk = NearWords(word, editsMax, index)
        return try walk.run(&meter)
    }

    private init(_ word: [UInt8], _ editsMax: Int, _ index: SearchIndex) {
        target = NearWords.decode(word)
        self.editsMax = editsMax
        self.index = index
        let depthMax = target.count + editsMax + 2
        rows = [UInt16](repeating: 0, count: (depthMax + 1) * (target.count + 1))
        smallest = [UInt16](repeating: 0, count: depthMax + 1)
        for place in 0...target.count { rows[place] = UInt16(place) }
    }

    private mutating func run(_ meter: inout WorkMeter) throws(QueryError) -> [NearWord] {
        var found: [NearWord] = []
        var number: UInt32 = 0
        let width = target.count + 1
        while number < UInt32(index.wordCount) {
            try meter.add(1)
            let word = index.word(number)
            decode(word)
            var depth = 0
            while depth < path.count, depth < characters.count, path[depth] == characters[depth] {
                depth += 1
            }
            path.removeSubrange(depth...)
            var deadEnd: Int?
            while depth < characters.count, deadEnd == nil {
                addRow(characters[depth])
                depth += 1
                if Int(smallest[depth]) > editsMax && Int(smallest[depth - 1]) + 1 > editsMax {
                    deadEnd = ends[depth - 1]
                }
            }
            if let deadEnd {
                number = index.end(ofWordsSharing: deadEnd, with: number)
                continue
            }
            let edits = Int(rows[depth * width + target.count])
            if edits > 0 && edits <= editsMax { found.append(NearWord(word: number, edits: edits)) }
            number += 1
        }
        return found
    }

    /// The row of the path and one more character.
    private mutating func addRow(_ character: UInt32) {
        let width = target.count + 1
        let above = path.count * width
        let row = above + width
        rows[row] = UInt16(path.count + 1)
        var least = rows[row]
        for place in 1..<width {
            let cost: UInt16 = target[place - 1] == character ? 0 : 1
            var edits = min(
                rows[above + place - 1] + cost, rows[above + place] + 1, rows[row + place - 1] + 1)
            if place > 1, let last = path.last, target[place - 2] == character,
                target[place - 1] == last
            {
                edits = min(edits, rows[above - width + place - 2] + 1)
            }
            rows[row + place] = edits
            least = min(least, edits)
        }
        path.append(character)
        smallest[path.count] = least
    }

    private mutating func decode(_ word: Text) {
        characters.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        unsafe NearWords.forEachCharacter(word.bytes) { character, end in
            characters.append(character)
            ends.append(end)
        }
    }

    private static func decode(_ word: [UInt8]) -> [UInt32] {
        var characters: [UInt32] = []
        unsafe word.withUnsafeBufferPointer { bytes in
            unsafe forEachCharacter(bytes) { character, _ in characters.append(character) }
        }
        return characters
    }

    /// Calls `body` with every character and where it ends; a byte that is none stands for itself.
    ///
    /// A character is told by its bytes as one number: all that a comparison needs.
    @inline(__always)
    private static func forEachCharacter(
        _ word: UnsafeBufferPointer<UInt8>, _ body: (UInt32, Int) -> Void
    ) {
        var place = 0
        while place < word.count {
            let lead = unsafe word[place]
            let length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            let end = min(word.count, place + length)
            var value: UInt32 = 0
            while place < end {
                unsafe value = value << 8 | UInt32(word[place])
                place += 1
            }
            body(value, end)
        }
    }
}
