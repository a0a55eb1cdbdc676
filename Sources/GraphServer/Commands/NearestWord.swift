/// Finds the word somebody meant.
package enum NearestWord {
    /// The candidate nearest to a word, the first of equals; nil when there are no candidates.
    ///
    /// Upper and lower case are the same. A candidate that begins with the word is nearer than any
    /// other; after that the number of letters inserted, dropped, changed or swapped counts.
    static func find(_ word: String, among candidates: some Sequence<String>) -> String? {
        // Longer words have no near candidate; the cost is their length times all candidates.
        let meant = Array(word.lowercased().utf8.prefix(64))
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased().utf8)
            let begins = meant.count >= 3 && letters.starts(with: meant)
            let distance = begins ? 0 : editDistance(meant, letters)
            if distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        return best?.candidate
    }

    /// Letters inserted, dropped or changed, or neighbours swapped, to make one word the other
    /// (optimal string alignment).
    ///
    /// - Complexity: O(length × length).
    package static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        var row = last
        for i in 0..<left.count {
            row[0] = i + 1
            for j in 0..<right.count {
                let changed = last[j] + (left[i] == right[j] ? 0 : 1)
                row[j + 1] = min(changed, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
                }
            }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[right.count]
    }
}
