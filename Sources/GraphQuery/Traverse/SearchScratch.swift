internal import GraphModel

/// Nodes at one distance from an end of a search.
final class Frontier {
    var nodes: Buffer<UInt32>

    init(_ budget: ScratchBudget) { nodes = Buffer(budget) }
}

/// The memory that searches work in: made once per thread, allocated when first needed, reused.
///
/// **Marks.** Each search gets ``markRoom`` fresh mark values and one more for every slot it hands
/// out, all larger than those of any search before: marks below ``base`` mean "not visited", and
/// nothing has to be cleared. Relative to the base:
/// ```
/// 0, 1   visited from the start, at an even or odd round of its label
/// 2, 3   visited from the end, the same
/// 4      not to be entered: excluded
/// 8 + n  has slot n in the tables of the search
/// ```
/// The graph is bipartite, so the neighbours of a node at half-level h (credits away from the
/// search's origin) stand at h - 1 or h + 1, and one bit tells which: `h / 2 % 2`. A search needs
/// no table of parents to find its way back.
@safe final class SearchScratch {
    private let titleCount: Int
    private let personCount: Int
    private lazy var titles = NodeMarks(count: titleCount)
    private lazy var people = NodeMarks(count: personCount)

    /// What the marks of the current search are relative to.
    private(set) var base: UInt32

    /// Slots handed out since ``begin(_:)``, by tables that were given back since.
    private var slotsReleased = 0

    /// The outermost nodes seen from each end, and the ones found next.
    ///
    /// They change places while a search runs, not here: the same question always grows the same
    /// ones, and finds room when it is asked again.
    let startFrontier: Frontier
    let endFrontier: Frontier
    let nextFrontier: Frontier

    /// Rows of a listing, as numbers in their order.
    var keys: Buffer<UInt128>

    /// Type codes of the current scope, for ``RangeLists``.
    var roleRanges: Buffer<CodeRange>

    let chains: ChainGraph
    let tally: CostarTally
    let similarity: SimilarityTally
    lazy var levels = LevelSets(titleCount: titleCount, personCount: personCount)

    /// Mark values of a search before its first slot.
    static let markRoom: UInt32 = 8
    /// The mark of a node that must not be entered, relative to the base.
    static let blockedMark: UInt32 = 4

    /// Bytes that growing tables may keep between questions.
    ///
    /// With marks and sets for 12.3 M titles and 15.1 M people this makes 128 MiB.
    static let keptBytesMax = 16 << 20
    private let keptBytesMax: Int

    /// Bytes of everything that grows with the questions asked, and how many there may be.
    let budget: ScratchBudget

    /// Bytes that growing tables may take within one question, unless the traversal says otherwise.
    static let growingBytesMax = 128 << 20

    /// Tests start marks near the end of the numbers and keep nothing.
    init(titleCount: Int, personCount: Int, firstBase: UInt32, keptBytesMax: Int) {
        self.titleCount = titleCount
        self.personCount = personCount
        self.keptBytesMax = keptBytesMax
        base = firstBase
        budget = ScratchBudget(bytesMax: SearchScratch.growingBytesMax)
        startFrontier = Frontier(budget)
        endFrontier = Frontier(budget)
        nextFrontier = Frontier(budget)
        roleRanges = Buffer(budget)
        keys = Buffer(budget)
        chains = ChainGraph(budget)
        tally = CostarTally(budget)
        similarity = SimilarityTally(budget)
    }

    /// One mark per title.
    var titleMarks: UnsafeMutablePointer<UInt32> { unsafe titles.base }
    /// One mark per person.
    var personMarks: UnsafeMutablePointer<UInt32> { unsafe people.base }

    /// Starts a search: nothing is visited, excluded nodes are not to be entered.
    func begin(_ scope: Scope) {
        let next = Int(base) + Int(SearchScratch.markRoom) + max(slotsUsed, slotsReleased)
        slotsReleased = 0
        chains.nodes.removeAll()
        tally.people.removeAll()
        similarity.nodes.removeAll()
        if next + Int(SearchScratch.markRoom) + titleCount + personCount > Int(UInt32.max) {
            titles.clear()
            people.clear()
            base = 1
        } else {
            base = UInt32(next)
        }
        let blocked = base + SearchScratch.blockedMark
        for title in scope.excludedTitles { unsafe titleMarks[Int(title)] = blocked }
        for person in scope.excludedPeople { unsafe personMarks[Int(person)] = blocked }
    }

    /// Slots handed out since ``begin(_:)``.
    private var slotsUsed: Int {
        max(chains.nodes.count, tally.people.count, similarity.nodes.count)
    }

    /// Bytes held, marks included; see ``NodeMarks/bytes``.
    var bytes: Int { titles.bytes + people.bytes + levels.bytes + budget.bytes }

    /// Gives back what an unusually large question has grown; call it after each.
    func trim() {
        if budget.bytes > keptBytesMax { release() }
    }

    /// Gives back all that has grown.
    func release() {
        // A question that hands out none may come in between: the slots before it stay marked.
        slotsReleased = max(slotsReleased, slotsUsed)
        startFrontier.nodes.release()
        endFrontier.nodes.release()
        nextFrontier.nodes.release()
        keys.release()
        chains.release()
        tally.release()
        similarity.release()
    }

    /// The mark of a slot.
    @inline(__always)
    func mark(ofSlot slot: Int) -> UInt32 {
        base &+ SearchScratch.markRoom &+ UInt32(truncatingIfNeeded: slot)
    }

    /// The mark of nodes at a half-level from the start (side 0) or the end (side 1).
    @inline(__always)
    func mark(side: UInt32, halfLevel: Int) -> UInt32 {
        base &+ side &* 2 &+ UInt32(truncatingIfNeeded: halfLevel >> 1 & 1)
    }
}
