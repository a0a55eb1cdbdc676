/// Edges on their way from title order to person order: partitioned by the high bits of the
/// person, sorted bucket by bucket later.
///
/// An edge is one number, person (low 15 bits) · type · title, so that sorting numbers sorts a
/// person's list as the store wants it. 8 bytes an edge.
@safe final class EdgeBuckets: @unchecked Sendable {  // filled by one thread, then read by many
    /// People per bucket: eight blocks.
    static let peoplePerBucket = 32_768
    private static let pageEdges = 4_096

    private var pages: [[UnsafeMutablePointer<UInt64>]]
    private var counts: [Int]

    init(people: Int) {
        let buckets = max(
            1, (people + EdgeBuckets.peoplePerBucket - 1) / EdgeBuckets.peoplePerBucket)
        unsafe pages = unsafe [[UnsafeMutablePointer<UInt64>]](repeating: [], count: buckets)
        counts = [Int](repeating: 0, count: buckets)
    }

    deinit { removeAll() }

    /// Number of buckets.
    var bucketCount: Int { counts.count }

    /// Forgets all edges.
    func removeAll() {
        for bucket in counts.indices {
            unsafe pages[bucket].forEach { unsafe $0.deallocate() }
            unsafe pages[bucket] = []
            counts[bucket] = 0
        }
    }

    /// Adds an edge.
    @inline(__always)
    func append(person: UInt32, type: UInt8, title: UInt32) {
        let bucket = Int(person >> 15)
        let place = counts[bucket] & (EdgeBuckets.pageEdges - 1)
        if place == 0 { unsafe pages[bucket].append(.allocate(capacity: EdgeBuckets.pageEdges)) }
        let key = UInt64(person & 32_767) << 40 | UInt64(type) << 32 | UInt64(title)
        unsafe pages[bucket][counts[bucket] / EdgeBuckets.pageEdges][place] = key
        counts[bucket] += 1
    }

    /// The edges of a bucket, sorted; the bucket is empty then.
    func takeSorted(_ bucket: Int) -> [UInt64] {
        let count = counts[bucket]
        var starts = [Int](repeating: 0, count: EdgeBuckets.peoplePerBucket + 1)
        forEach(bucket) { starts[Int($0 >> 40) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var next = starts
        let sorted = unsafe [UInt64](unsafeUninitializedCapacity: count) { room, filled in
            forEach(bucket) { key in
                let person = Int(key >> 40)
                unsafe room[next[person]] = key
                next[person] += 1
            }
            for person in 0..<EdgeBuckets.peoplePerBucket
            where starts[person + 1] - starts[person] > 1 {
                unsafe UnsafeMutableBufferPointer(
                    rebasing: room[starts[person]..<starts[person + 1]]
                ).sortShort(by: <)
            }
            filled = count
        }
        unsafe pages[bucket].forEach { unsafe $0.deallocate() }
        unsafe pages[bucket] = []
        counts[bucket] = 0
        return sorted
    }

    private func forEach(_ bucket: Int, _ body: (UInt64) -> Void) {
        let count = counts[bucket]
        var index = 0
        for page in unsafe pages[bucket].indices {
            let base = unsafe pages[bucket][page]
            let end = min(EdgeBuckets.pageEdges, count - index)
            for place in 0..<end { unsafe body(base[place]) }
            index += end
        }
    }
}
