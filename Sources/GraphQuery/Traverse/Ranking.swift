internal import GraphModel

/// Votes as a rank: most votes first, an unrated title has 0, then the lowest number.
struct VotesColumn {
    private let column: ColumnView

    init(_ graph: any GraphReading) { column = graph.column(.votes) }

    /// A number that is smaller for titles that come earlier; its low half is the title.
    @inline(__always)
    func rank(_ title: UInt32) -> UInt64 {
        let votes = column[title] ?? 0
        return UInt64(UInt32.max - votes) << 32 | UInt64(title)
    }
}

/// Sorts all values.
func sortAscending<Value: BitwiseCopyable & Comparable>(_ values: inout Buffer<Value>) {
    var all = unsafe UnsafeMutableBufferPointer(start: values.base, count: values.count)
    unsafe all.sort()
}

/// Moves the smallest `wanted` values to the front, in order.
///
/// - Complexity: O(n log wanted) while few are wanted, else O(n log n).
func sortSmallest<Value: BitwiseCopyable & Comparable>(
    _ wanted: Int, of values: inout Buffer<Value>
) {
    guard wanted > 0 else { return }
    guard wanted < values.count / 8 else { return sortAscending(&values) }
    // A heap of the smallest so far, the largest of them on top.
    for start in stride(from: wanted / 2 - 1, through: 0, by: -1) {
        siftDown(&values, start, wanted)
    }
    for index in wanted..<values.count where values[index] < values[0] {
        swap(&values, 0, index)
        siftDown(&values, 0, wanted)
    }
    var first = unsafe UnsafeMutableBufferPointer(start: values.base, count: wanted)
    unsafe first.sort()
}

private func siftDown<Value: BitwiseCopyable & Comparable>(
    _ heap: inout Buffer<Value>, _ start: Int, _ count: Int
) {
    var parent = start
    while true {
        var child = parent * 2 + 1
        guard child < count else { return }
        if child + 1 < count, heap[child + 1] > heap[child] { child += 1 }
        guard heap[child] > heap[parent] else { return }
        swap(&heap, parent, child)
        parent = child
    }
}

private func swap<Value: BitwiseCopyable>(
    _ values: inout Buffer<Value>, _ left: Int, _ right: Int
) {
    let value = values[left]
    values[left] = values[right]
    values[right] = value
}
