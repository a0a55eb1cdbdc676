import GraphServer

/// What to do about a word that is not known: take the nearest one, or look at the list.
package func advice(for word: String, among words: [String], list: String) -> String {
    let ranked = words.map {
        (word: $0, distance: NearestWord.editDistance(Array(word.utf8), Array($0.utf8)))
    }
    guard let best = ranked.min(by: { $0.distance < $1.distance }),
        best.distance <= max(1, word.utf8.count / 3)
    else { return "`\(list)` lists them" }
    return "did you mean `\(best.word)`?"
}
