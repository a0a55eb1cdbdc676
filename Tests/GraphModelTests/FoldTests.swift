import GraphModel
import Testing

/// Goal: what differs in case and accents alone folds to the same bytes, and nothing else does.
///
/// Method: pairs from the Unicode standard and from names.
@Suite struct FoldTests {
    private func fold(_ text: String) -> String {
        String(decoding: Fold.folded(Array(text.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("Kevin BACON", "kevin bacon"), ("@[`{", "@[`{"), ("Penélope", "penelope"),
        ("Pene\u{301}lope", "penelope"), ("STRASSE", "strasse"), ("Straße", "strasse"),
        ("ÅNGSTRÖM", "angstrom"), ("Søren", "søren"), ("SØREN", "søren"), ("İstanbul", "istanbul"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"), ("σίσυφος", "σισυφοσ"), ("Ёлка", "елка"), ("黒澤明", "黒澤明"),
        ("ﬁn", "fin"), ("a\u{301}\u{327}", "a"), ("\u{301}", ""), ("🎬", "🎬"),
    ])
    func folds(_ text: String, _ folded: String) {
        #expect(fold(text) == folded)
        #expect(fold(folded) == fold(text), "folding twice changes nothing")
    }

    @Test("both ways, the fast one and the other, treat every ASCII character alike") func ascii() {
        for byte in 0..<128 as Range<UInt8> {
            let alone = Fold.folded([byte])
            let withOther = Fold.folded([byte] + Array("é".utf8))
            #expect(withOther == alone + Array("e".utf8))
        }
    }

    @Test("every character folds, and what it folds to stays") func everyCharacter() {
        for value in 0...UInt32(0x10FFFF) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = Fold.folded(Array(String(Character(scalar)).utf8))
            if Fold.folded(once) != once { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test("bytes that are not UTF-8 stand for themselves") func notUTF8() {
        #expect(Fold.folded([0x41, 0xFF, 0x42]) == [0x61, 0xFF, 0x62])
    }
}
