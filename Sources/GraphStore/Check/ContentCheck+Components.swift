internal import GraphModel

/// The components of people are those of the credits.
extension ContentCheck {
    /// Searches from the first person of each component: whom it finds are all its people.
    mutating func checkComponents() {
        let components = generation.components
        let credits = generation.adjacency(.creditsByPerson)
        var search = ComponentSearch(generation)
        var firsts = [UInt32?](repeating: nil, count: components.count)
        for person in 0..<UInt32(generation.count(.person)) {
            let component = components.component(of: person)
            guard !credits.list(person).isEmpty else {
                if component == nil { continue }
                return add(
                    .columns(.component), "node \(person)", "in a component without a credit")
            }
            guard let component, Int(component) < components.count else {
                return add(.columns(.component), "node \(person)", "in no component that there is")
            }
            guard !search.hasSeen(person) else { continue }
            guard firsts[Int(component)] == nil else {
                return add(
                    .columns(.component), "node \(person)",
                    "in component \(component), with whose people nothing connects it")
            }
            firsts[Int(component)] = person
            let people = search.people(around: person)
            if let stranger = people.first(where: { components.component(of: $0) != component }) {
                return add(
                    .columns(.component), "node \(stranger)",
                    "not in component \(component) of node \(person), connected with it")
            }
            if people.count != components.size(of: component) {
                return add(
                    .componentSizes, "component \(component)",
                    "has \(people.count) people, noted are \(components.size(of: component))")
            }
        }
        checkOrder(of: components, firsts)
    }

    /// Components are numbered by size, then by their first person.
    private mutating func checkOrder(of components: ComponentView, _ firsts: [UInt32?]) {
        var last: (size: Int, first: UInt32)?
        for number in 0..<UInt32(components.count) {
            guard let first = firsts[Int(number)] else {
                return add(.componentSizes, "component \(number)", "has no people")
            }
            let size = components.size(of: number)
            if let last, last.size < size || last.size == size && last.first > first {
                return add(.componentSizes, "component \(number)", "out of order")
            }
            last = (size, first)
        }
    }
}

/// Who is connected with whom, found by walking the credits.
private struct ComponentSearch {
    private let titles: Adjacency
    private let people: Adjacency
    private var seenTitles: [Bool]
    private var seenPeople: [Bool]

    init(_ generation: Generation) {
        titles = generation.adjacency(.creditsByPerson)
        people = generation.adjacency(.creditsByTitle)
        seenTitles = [Bool](repeating: false, count: generation.count(.title))
        seenPeople = [Bool](repeating: false, count: generation.count(.person))
    }

    func hasSeen(_ person: UInt32) -> Bool { seenPeople[Int(person)] }

    /// Everybody who is connected with a person that has not been seen, the person first.
    mutating func people(around person: UInt32) -> [UInt32] {
        var found = [person]
        seenPeople[Int(person)] = true
        var next = 0
        while next < found.count {
            for title in titles.list(found[next]) where !seenTitles[Int(title)] {
                seenTitles[Int(title)] = true
                for other in people.list(title) where !seenPeople[Int(other)] {
                    seenPeople[Int(other)] = true
                    found.append(other)
                }
            }
            next += 1
        }
        return found
    }
}
