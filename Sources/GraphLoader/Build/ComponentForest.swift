internal import CSystem
internal import GraphModel

/// Joins people who share a title, title by title, in whatever order titles come: union-find by
/// size, with paths halved on the way.
///
/// One number a person: what a person hangs below, or for the root of a tree how many people are in
/// it, below zero. 4 bytes a person.
@safe final class ComponentForest: @unchecked Sendable {  // one thread at a time
    private var links: GrowableBuffer<Int32>

    /// The link of a person without credits.
    private static let absent = Int32.min

    /// Nobody has a credit.
    init(people: Int) {
        precondition(people <= Int(Int32.max), "people have dense ids below 2^28")
        links = GrowableBuffer(capacity: people)
        unsafe links.appendRoom(people).update(
            repeating: ComponentForest.absent, count: people)
    }

    /// Number of people, those without credits included.
    var count: Int { links.count }

    /// Begins to fetch what a person hangs below, to be joined soon.
    @inline(__always)
    func prefetch(_ person: UInt32) {
        unsafe costar_prefetch_write(links.pointer(to: Int(person)))
    }

    /// Joins the people of one title; who stands there twice is joined once.
    ///
    /// Nearly always a person hangs below the common root already. That takes one look, and the
    /// looks do not wait for each other.
    ///
    /// - Complexity: amortised O(people of the title × α(people)).
    @unsafe func join(_ people: UnsafeBufferPointer<UInt32>) {
        guard !people.isEmpty else { return }
        var root = unsafe root(of: Int32(truncatingIfNeeded: people[0]))
        for index in 1..<people.count {
            let person = unsafe Int32(truncatingIfNeeded: people[index])
            let link = links[Int(person)]
            if link == root { continue }
            if link == ComponentForest.absent {
                links[Int(person)] = root
                links[Int(root)] -= 1
            } else {
                root = unite(root, find(person))
            }
        }
    }

    /// The root of a person's tree, which is the person alone before the first credit.
    private func root(of person: Int32) -> Int32 {
        if links[Int(person)] != ComponentForest.absent { return find(person) }
        links[Int(person)] = -1
        return person
    }

    /// The root of the tree of a person with credits.
    private func find(_ person: Int32) -> Int32 {
        var current = person
        while true {
            let above = links[Int(current)]
            guard above >= 0 else { return current }
            let next = links[Int(above)]
            guard next >= 0 else { return above }
            links[Int(current)] = next
            current = next
        }
    }

    /// Hangs the smaller of two trees below the root of the larger one.
    private func unite(_ one: Int32, _ other: Int32) -> Int32 {
        guard one != other else { return one }
        let (sizeOfOne, sizeOfOther) = (links[Int(one)], links[Int(other)])
        let (root, below) = sizeOfOne <= sizeOfOther ? (one, other) : (other, one)
        links[Int(root)] = sizeOfOne + sizeOfOther
        links[Int(below)] = root
        return root
    }

    /// The size of each component, the largest first, equal ones by their smallest person; from
    /// then on ``component(of:)`` tells numbers.
    ///
    /// - Complexity: O(people + components log components).
    func number() -> [UInt32] {
        var isListed = [Bool](repeating: false, count: links.count)
        // Size and place, so that larger numbers are larger components that came first.
        var keys: [UInt64] = []
        var roots: [Int32] = []
        for person in 0..<links.count where links[person] != ComponentForest.absent {
            let root = find(Int32(person))
            guard !isListed[Int(root)] else { continue }
            isListed[Int(root)] = true
            keys.append(UInt64(-Int(links[Int(root)])) << 32 | UInt64(~UInt32(roots.count)))
            roots.append(root)
        }
        keys.sort(by: >)
        for (number, key) in keys.enumerated() {
            links[Int(roots[Int(~UInt32(truncatingIfNeeded: key))])] = ~Int32(number)
        }
        return keys.map { UInt32($0 >> 32) }
    }

    /// The number of a person's component, nil without credits; ``number()`` comes before.
    func component(of person: UInt32) -> UInt32? {
        guard links[Int(person)] != ComponentForest.absent else { return nil }
        return UInt32(~links[Int(find(Int32(person)))])
    }
}
