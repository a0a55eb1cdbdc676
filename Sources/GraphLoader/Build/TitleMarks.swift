internal import GraphModel

/// One bit for each title: small enough to stay in the cache, however the titles are asked for.
struct TitleMarks: Sendable {
    private let words: [UInt64]

    /// Marks the titles of a type.
    init(_ titles: NodeTable, ofType type: String) {
        var words = [UInt64](repeating: 0, count: (titles.count + 63) / 64)
        if let code = titles.words[.titleTypes]?.existingCode(of: type) {
            for title in 0..<UInt32(titles.count)
            where unsafe UInt32(titles.record(title).byte(TitleRecord.type)) == code {
                words[Int(title >> 6)] |= 1 << UInt64(title & 63)
            }
        }
        self.words = words
    }

    /// Whether a title is marked.
    @inline(__always)
    subscript(title: UInt32) -> Bool { words[Int(title >> 6)] >> UInt64(title & 63) & 1 != 0 }
}
