import GraphModel

/// The questions that are measured, each with many different ids.
struct Cases {
    /// A case: its name and its request lines.
    let all: [(name: String, requests: [String])]

    /// Draws people by the number of their credits, as questions come in life, and titles evenly.
    ///
    /// The same graph gives the same requests.
    ///
    /// - Complexity: O(people), once.
    init(_ graph: any GraphReading, requests count: Int) {
        var random = Random(state: 42)
        let titles = (0..<count).map { _ in UInt32(random.below(graph.count(.title))) }
        let people = Self.people(graph, count * 2, &random)
        let (near, far) = (people.prefix(count), people.suffix(count))
        func ask(_ command: String, _ label: Label, _ nodes: some Sequence<UInt32>) -> [String] {
            nodes.map { "\(command) \(graph.id(label, $0))" }
        }
        func pairs(_ command: String, _ rest: String = "") -> [String] {
            zip(near, far).map {
                "\(command) \(graph.id(.person, $0)) \(graph.id(.person, $1))\(rest)"
            }
        }
        let series = graph.column(.parent)
        let words = NameWords(graph, titles: titles, people: Array(near))
        all = [
            ("PING", [String](repeating: "PING x", count: count)),
            ("TITLE", ask("TITLE", .title, titles)),
            ("PERSON", ask("PERSON", .person, near)),
            ("CAST", ask("CAST", .title, titles)),
            ("CREW", ask("CREW", .title, titles)),
            ("FILMOGRAPHY", ask("FILMOGRAPHY", .person, near)),
            ("EPISODES", ask("EPISODES", .title, titles.map { series[$0] ?? $0 })),
            ("AKAS", ask("AKAS", .title, titles)),
            ("SEARCH TITLES", words.titles.map { "SEARCH TITLES \"\($0)\"" }),
            ("SEARCH PEOPLE", words.people.map { "SEARCH PEOPLE \"\($0)\"" }),
            ("SEARCH typo", words.misspelt.map { "SEARCH PEOPLE \"\($0)\"" }),
            ("SUGGEST TITLES", words.titleHeads.map { "SUGGEST TITLES \"\($0)\"" }),
            ("SUGGEST PEOPLE", words.personHeads.map { "SUGGEST PEOPLE \"\($0)\"" }),
            ("SUGGEST ALL", words.personHeads.map { "SUGGEST ALL \"\($0)\"" }),
            ("COSTARS", ask("COSTARS", .person, near)),
            ("COMMON", pairs("COMMON")),
            ("DEGREES", pairs("DEGREES")),
            ("DEGREES ROLE all", pairs("DEGREES", " ROLE all")),
            ("DEGREES TYPE movie", pairs("DEGREES", " TYPE movie")),
            ("NEIGHBORHOOD", ask("NEIGHBORHOOD", .person, near)),
            ("DISTANCES", ask("DISTANCES", .person, near.prefix(max(1, count / 40)))),
            ("STATS", [String](repeating: "STATS", count: count)),
        ]
    }

    /// Pairs of people for searches.
    static func pairs(
        _ graph: any GraphReading, _ count: Int, _ random: inout Random
    ) -> [(start: UInt32, end: UInt32)] {
        let people = people(graph, count * 2, &random)
        return Array(zip(people.prefix(count), people.suffix(count)))
    }

    /// Draws credits evenly and takes their people, in random order.
    static func people(
        _ graph: any GraphReading, _ count: Int, _ random: inout Random
    ) -> [UInt32] {
        let credits = graph.adjacency(.creditsByPerson)
        let total = graph.statistics.creditCount
        var drawn = (0..<count).map { _ in random.below(total) }.sorted()[...]
        var people: [UInt32] = []
        var passed = 0
        for person in 0..<UInt32(graph.count(.person)) {
            passed += credits.list(person).count
            while let first = drawn.first, first < passed {
                people.append(person)
                drawn.removeFirst()
            }
        }
        for place in people.indices.reversed() { people.swapAt(place, random.below(place + 1)) }
        return people
    }
}

/// Texts for searches, made from names that exist.
private struct NameWords {
    /// The first two words of titles, and of people's names.
    let titles: [String], people: [String]
    /// What is typed into a search box: heads of one to nine characters.
    let titleHeads: [String], personHeads: [String]
    /// Names with two neighbours exchanged in the last word.
    let misspelt: [String]

    init(_ graph: any GraphReading, titles: [UInt32], people: [UInt32]) {
        func names(_ column: TextColumn, _ nodes: [UInt32]) -> [String] {
            nodes.map { node in
                graph.text(column, node)?.string.filter { $0 != "\"" && $0 != "\\" } ?? "x"
            }
        }
        func heads(_ names: [String]) -> [String] {
            names.enumerated().map { String($1.prefix(1 + $0 % 9)) }
        }
        let titleNames = names(.primaryTitle, titles)
        let personNames = names(.name, people)
        self.titles = titleNames.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        self.people = personNames.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        titleHeads = heads(titleNames)
        personHeads = heads(personNames)
        misspelt = personNames.map { name in
            var letters = Array(name)
            if letters.count > 3 { letters.swapAt(letters.count - 2, letters.count - 3) }
            return String(letters)
        }
    }
}

/// SplitMix64: small, and the same everywhere.
struct Random {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(bound, 1)))
    }
}
