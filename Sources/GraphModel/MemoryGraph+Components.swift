extension RowsBuilder {
    /// Finds the connected components in the plainest way: a search from each person in turn.
    ///
    /// Apart from what a load does, which tests compare with this.
    mutating func findComponents() {
        var peopleOfTitle: [UInt32: [UInt32]] = [:]
        var titlesOfPerson: [UInt32: [UInt32]] = [:]
        for credit in credits {
            peopleOfTitle[credit.title, default: []].append(credit.person)
            titlesOfPerson[credit.person, default: []].append(credit.title)
        }
        var seen: Set<UInt32> = []
        var groups: [[UInt32]] = []
        for start in 0..<UInt32(people.count) {
            guard titlesOfPerson[start] != nil, seen.insert(start).inserted else { continue }
            var group = [start]
            var next = 0
            while next < group.count {
                // A title leads nowhere new the second time.
                for title in titlesOfPerson[group[next]] ?? [] {
                    for person in peopleOfTitle.removeValue(forKey: title) ?? []
                    where seen.insert(person).inserted {
                        group.append(person)
                    }
                }
                next += 1
            }
            groups.append(group)
        }
        // The largest first; equal ones stand by their smallest person already.
        let order = groups.indices.sorted { left, right in
            (groups[right].count, left) < (groups[left].count, right)
        }
        components = [UInt32?](repeating: nil, count: people.count)
        for (number, group) in order.enumerated() {
            for person in groups[group] { components[Int(person)] = UInt32(number) }
        }
        componentSizes = order.map { UInt32(groups[$0].count) }
    }
}
