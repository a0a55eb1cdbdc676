internal import CSystem
internal import GraphModel

/// The neighbours that a set of roles leaves of one direction of the graph, as slices of lists.
///
/// Searches are generic over it, so that each kind of role gets its own code: nothing is asked per
/// credit.
protocol CreditLists {
    /// Slices per node; the roles of a scope may be several ranges of type codes.
    var sliceCount: Int { get }

    /// One slice of a node's neighbours; a neighbour may stand in several, and twice in one.
    func slice(_ index: Int, of node: UInt32) -> NeighborList

    /// Neighbours whose marks are worth fetching before the node is looked at.
    func preview(of node: UInt32) -> NeighborList

    /// Asks the CPU for what tells where the node's list is.
    func prefetchStart(of node: UInt32)

    /// Asks the CPU for the list itself.
    func prefetchList(of node: UInt32)

    /// The nodes of a bitmap's word that may have neighbours.
    func withNeighbors(_ nodes: UInt64, word: Int) -> UInt64
}

extension CreditLists {
    @inline(__always)
    func prefetchList(of node: UInt32) {
        unsafe costar_prefetch(preview(of: node).baseAddress)
    }

    @inline(__always)
    func withNeighbors(_ nodes: UInt64, word: Int) -> UInt64 { nodes }
}

/// Every credit, or every edge of a projection that has no types.
struct WholeLists: CreditLists {
    let adjacency: Adjacency

    @inline(__always) var sliceCount: Int { 1 }

    @inline(__always)
    func slice(_ index: Int, of node: UInt32) -> NeighborList { adjacency.list(node) }

    @inline(__always)
    func preview(of node: UInt32) -> NeighborList { adjacency.list(node) }

    @inline(__always)
    func prefetchStart(of node: UInt32) { unsafe costar_prefetch(adjacency.startAddress(node)) }

    @inline(__always)
    func withNeighbors(_ nodes: UInt64, word: Int) -> UInt64 {
        // Looking at all 64 starts pays when many are asked for; one by one, each empty list is a
        // branch that nothing foretells.
        nodes.nonzeroBitCount > 8 ? nodes & adjacency.nonempty(word: word) : nodes
    }
}

/// Actors and actresses: the head of each list, found without looking at types.
struct CastLists: CreditLists {
    let adjacency: Adjacency

    @inline(__always) var sliceCount: Int { 1 }

    @inline(__always)
    func slice(_ index: Int, of node: UInt32) -> NeighborList { adjacency.castList(node) }

    @inline(__always)
    func preview(of node: UInt32) -> NeighborList { adjacency.castList(node) }

    @inline(__always)
    func prefetchStart(of node: UInt32) {
        unsafe costar_prefetch(adjacency.startAddress(node))
        unsafe costar_prefetch(adjacency.castCountAddress(node))
    }
}

/// A range of type codes as a plain value.
struct CodeRange: BitwiseCopyable {
    let first: UInt8
    let end: UInt8

    @inline(__always) var codes: Range<UInt8> { first..<end }
}

/// Any other roles: one slice per range of type codes, found by binary search.
@safe struct RangeLists: CreditLists {
    let adjacency: Adjacency
    /// Borrowed from the scratch of the traversal, which outlives the search.
    let ranges: UnsafePointer<CodeRange>
    let sliceCount: Int

    @inline(__always)
    func slice(_ index: Int, of node: UInt32) -> NeighborList {
        unsafe adjacency.list(node, ranges[index].codes)
    }

    @inline(__always)
    func preview(of node: UInt32) -> NeighborList { adjacency.list(node) }

    @inline(__always)
    func prefetchStart(of node: UInt32) { unsafe costar_prefetch(adjacency.startAddress(node)) }

    @inline(__always)
    func prefetchList(of node: UInt32) {
        unsafe costar_prefetch(adjacency.list(node).baseAddress)
        unsafe costar_prefetch(adjacency.types(node).baseAddress)
    }
}

/// Which nodes a search may enter, besides those it has marked.
protocol NodeFilter {
    /// Whether the node may be entered.
    func admits(_ node: UInt32) -> Bool
}

/// Every node.
struct EveryNode: NodeFilter {
    @inline(__always)
    func admits(_ node: UInt32) -> Bool { true }
}

/// The titles whose bit is set.
@safe struct BitmapFilter: NodeFilter {
    /// Borrowed from a ``TitleBitmap`` that the caller holds during the search.
    let words: UnsafePointer<UInt64>

    @inline(__always)
    func admits(_ node: UInt32) -> Bool {
        unsafe words[Int(node >> 6)] &>> UInt64(node & 63) & 1 != 0
    }
}

/// The graph as one scope sees it, but for excluded nodes, which searches mark as visited.
struct ScopedGraph<Lists: CreditLists, Filter: NodeFilter> {
    /// From people to titles.
    let titles: Lists
    /// From titles to people.
    let people: Lists
    /// The titles that may be entered.
    let filter: Filter
}
