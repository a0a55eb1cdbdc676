import GraphModel
import Testing

/// Goal: texts are cut into the words that people would type.
///
/// Method: titles and names with what is difficult in them; ASCII texts also by the way that
/// others take.
@Suite struct WordSplitterTests {
    private func words(_ text: String) -> [String] {
        var splitter = WordSplitter()
        let bytes = Array(text.utf8)
        unsafe bytes.withUnsafeBufferPointer { unsafe splitter.split($0) }
        return (0..<splitter.count).map { String(decoding: splitter.word($0), as: UTF8.self) }
    }

    @Test(arguments: [
        ("The Matrix", ["the", "matrix"]), ("  Up ", ["up"]), ("", []), ("   ", []),
        ("Schindler's List", ["schindlers", "list"]), ("Rosemary’s Baby", ["rosemarys", "baby"]),
        ("S.W.A.T.", ["s", "w", "a", "t"]), ("Spider-Man 2", ["spider", "man", "2"]),
        ("WALL·E", ["wall", "e"]), ("Amélie", ["amelie"]), ("AME\u{301}LIE", ["amelie"]),
        ("Straße", ["strasse"]), ("Смешарики. Начало", ["смешарики", "начало"]),
        ("七人の侍", ["七", "人", "の", "侍"]), ("AKIRA アキラ", ["akira", "ア", "キ", "ラ"]),
        ("기생충", ["기생충"]), ("$", ["$"]), ("...", ["..."]), ("¿?", ["¿?"]), ("★ ★", ["★★"]),
        ("M*A*S*H", ["m", "a", "s", "h"]), ("'Til", ["til"]), ("½", ["½"]),
        ("tt0133093", ["tt0133093"]),
        ("a\u{0}b", ["a", "b"]),
    ])
    func splits(_ text: String, _ expected: [String]) {
        let folded = expected.map { String(decoding: Fold.folded(Array($0.utf8)), as: UTF8.self) }
        #expect(words(text) == folded)
    }

    @Test("both ways, the fast one and the other, cut ASCII alike", arguments: [UInt64(1), 2, 3])
    func ascii(_ seed: UInt64) {
        var state = seed
        for _ in 0..<2_000 {
            var text = ""
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for place in 0..<Int(state >> 60) + 1 {
                let value = UInt8(truncatingIfNeeded: state >> (UInt64(place) * 3)) & 0x7F
                text.unicodeScalars.append(Unicode.Scalar(max(value, 0x20)))
            }
            let alone = words(text + " x")
            #expect(words(text + " x é") == alone + ["e"], "seed \(seed), \(text.debugDescription)")
        }
    }

    @Test("a splitter forgets the text before") func reused() {
        var splitter = WordSplitter()
        for text in ["one two three", "é", "four"] {
            let bytes = Array(text.utf8)
            unsafe bytes.withUnsafeBufferPointer { unsafe splitter.split($0) }
        }
        #expect(splitter.count == 1)
        #expect(splitter.word(0) == Array("four".utf8))
    }
}
