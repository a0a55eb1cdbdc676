import TestSupport

/// Texts as people type them, made from names that exist.
struct RandomSearchText {
    let names: [String]

    func next(_ random: inout SplitMix64) -> String {
        let name = names.randomElement(using: &random) ?? "x"
        var words = name.split(separator: " ").map { String($0) }
        if words.isEmpty { return "x" }
        switch UInt.random(in: 0..<9, using: &random) {
        case 0: return name
        case 1: return String(name.prefix(Int.random(in: 1...name.count, using: &random)))
        case 2: return words.shuffled(using: &random).prefix(2).joined(separator: " ")
        case 3, 4:
            let place = Int.random(in: 0..<words.count, using: &random)
            words[place] = misspelt(words[place], &random)
            return words.joined(separator: " ")
        case 5:
            return name.map { accented($0, &random) }.joined().uppercased()
        case 6:
            let other = names.randomElement(using: &random) ?? "x"
            let second = other.split(separator: " ").randomElement(using: &random) ?? "x"
            return "\(words[0]) \(second.prefix(2))"
        case 7: return String(words[words.count - 1].prefix(2))
        default:
            let word = words[Int.random(in: 0..<words.count, using: &random)]
            return misspelt(misspelt(word, &random), &random)
        }
    }

    /// A letter changed, dropped, added, or two exchanged.
    private func misspelt(_ word: String, _ random: inout SplitMix64) -> String {
        var letters = Array(word)
        let place = Int.random(in: 0..<letters.count, using: &random)
        let letter = "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "x"
        switch UInt.random(in: 0..<4, using: &random) {
        case 0: letters[place] = letter
        case 1: letters.insert(letter, at: place)
        case 2 where letters.count > 1: letters.remove(at: place)
        default: letters.swapAt(place, (place + 1) % letters.count)
        }
        return String(letters)
    }

    private func accented(_ letter: Character, _ random: inout SplitMix64) -> String {
        letter.isLetter && Bool.random(using: &random) ? "\(letter)\u{301}" : "\(letter)"
    }
}
