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
        let titles = (0..<count).map { _ in
            graph.id(.title, UInt32(random.below(graph.count(.title)))).description
        }
        let people = Self.people(graph, count * 2, &random)
            .map { graph.id(.person, $0).description }
        let (near, far) = (people.prefix(count), people.suffix(count))
        all = [
            ("PING", [String](repeating: "PING x", count: count)),
            ("TITLE", titles.map { "TITLE \($0)" }),
            ("FILMOGRAPHY", near.map { "FILMOGRAPHY \($0)" }),
            ("COSTARS", near.map { "COSTARS \($0)" }),
            ("DEGREES", zip(near, far).map { "DEGREES \($0) \($1)" }),
            ("DEGREES ROLE all", zip(near, far).map { "DEGREES \($0) \($1) ROLE all" }),
            ("DEGREES TYPE movie", zip(near, far).map { "DEGREES \($0) \($1) TYPE movie" }),
        ]
    }

    /// Draws credits evenly and takes their people, in random order.
    private static func people(
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

/// SplitMix64: small, and the same everywhere.
private struct Random {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(bound, 1)))
    }
}
