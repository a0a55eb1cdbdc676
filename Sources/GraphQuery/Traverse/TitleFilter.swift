internal import GraphModel

/// The part of a scope that looks at titles alone.
struct TitleFilter: Hashable, Sendable {
    var types: Set<UInt32>?
    let genres: Set<String>?
    let since: UInt32?
    let until: UInt32?
    let votesMin: UInt32?
    let includesAdult: Bool

    init(_ scope: Scope) {
        types = scope.titleTypes
        genres = scope.genres
        since = scope.since
        until = scope.until
        votesMin = scope.votesMin == 0 ? nil : scope.votesMin
        includesAdult = scope.includesAdult
    }

    /// Whether every title passes.
    var admitsEverything: Bool {
        types == nil && genres == nil && since == nil && until == nil && votesMin == nil
            && includesAdult
    }
}

/// A title filter compiled for one graph: tells one title from its columns.
struct TitleTest: NodeFilter {
    private let filter: TitleFilter
    private let typeColumn: ColumnView
    private let yearColumn: ColumnView
    private let genreColumn: ColumnView
    private let votesColumn: ColumnView
    private let adultColumn: ColumnView
    /// By code of a title type, one more for "absent"; empty when any will do.
    private let typePasses: [Bool]
    /// By code of a genre list: whether it has one of the genres; empty when any will do.
    private let genreListPasses: [Bool]

    init(_ filter: TitleFilter, _ graph: any GraphReading) {
        self.filter = filter
        typeColumn = graph.column(.titleType)
        yearColumn = graph.column(.startYear)
        genreColumn = graph.column(.genres)
        votesColumn = graph.column(.votes)
        adultColumn = graph.column(.adult)
        typePasses =
            filter.types.map { types in
                (0...Column.titleType.absent).map { code in
                    types.contains(code) && code != Column.titleType.absent
                }
            } ?? []
        genreListPasses =
            filter.genres.map { genres in
                graph.words(.genreLists).map { list in
                    list.split(separator: ",").contains { genres.contains(String($0)) }
                }
            } ?? []
    }

    func admits(_ title: UInt32) -> Bool {
        if !filter.includesAdult, adultColumn[title] == 1 { return false }
        if let votesMin = filter.votesMin, votesColumn[title] ?? 0 < votesMin { return false }
        if filter.types != nil, !typePasses[Int(typeColumn.stored(title))] { return false }
        if filter.since != nil || filter.until != nil {
            guard let year = yearColumn[title], year >= filter.since ?? 0,
                year <= filter.until ?? .max
            else { return false }
        }
        if filter.genres != nil {
            guard let code = genreColumn[title], genreListPasses[Int(code)] else { return false }
        }
        return true
    }
}

/// The titles that pass a filter, one bit each.
@safe final class TitleBitmap: @unchecked Sendable {  // written by init only
    /// Title n is bit n % 64 of word n / 64; bits beyond the last title are 0.
    let words: UnsafePointer<UInt64>
    private let wordCount: Int

    /// Asks every title.
    ///
    /// - Complexity: O(titles).
    init(_ test: TitleTest, titleCount: Int, meter: inout WorkMeter) throws(QueryError) {
        wordCount = (titleCount + 63) / 64
        let room = UnsafeMutablePointer<UInt64>.allocate(capacity: max(wordCount, 1))
        unsafe words = UnsafePointer(room)
        for word in 0..<wordCount {
            try meter.add(0)
            var bits: UInt64 = 0
            for title in word * 64..<min(titleCount, word * 64 + 64)
            where test.admits(UInt32(title)) {
                bits |= 1 << UInt64(title & 63)
            }
            unsafe room[word] = bits
        }
    }

    /// Bytes held.
    var bytes: Int { wordCount * 8 }

    deinit { unsafe words.deallocate() }
}
