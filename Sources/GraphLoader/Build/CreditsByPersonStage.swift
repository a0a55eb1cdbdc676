internal import GraphModel
internal import GraphStore

/// Writes the people's side of the credits from the edges that the titles' side left behind.
enum CreditsByPersonStage {
    /// - Returns: The largest number of credits of one person.
    static func write(
        _ credits: PrincipalsStage.Credits, movies: TitleMarks, people: Int,
        _ context: LoadContext
    ) throws(LoadError) -> Int {
        let edges = credits.edges
        let (even, odd) = try concurrently(
            context.stop,
            { () throws(LoadError) in
                try write(edges, from: 0, movies, people, context)
            },
            { () throws(LoadError) in
                try write(edges, from: 1, movies, people, context)
            })
        return max(even, odd)
    }

    /// Every second bucket, so that two threads share the work evenly.
    private static func write(
        _ edges: EdgeBuckets, from first: Int, _ isMovie: TitleMarks, _ people: Int,
        _ context: LoadContext
    ) throws(LoadError) -> Int {
        var lists = AdjacencyBlockBuilder(isTyped: true)
        var movieLists = AdjacencyBlockBuilder(isTyped: false)
        var movies = GrowableBuffer<UInt32>()
        var longest = 0
        for bucket in stride(from: first, to: edges.bucketCount, by: 2) {
            let keys = edges.takeSorted(bucket)
            let start = bucket * EdgeBuckets.peoplePerBucket
            let end = min(people, start + EdgeBuckets.peoplePerBucket)
            guard start < end else { continue }
            var next = 0
            for person in start..<end {
                let before = next
                movies.removeAll()
                while next < keys.count && Int(keys[next] >> 40) == person - start {
                    let type = UInt8(truncatingIfNeeded: keys[next] >> 32)
                    let title = UInt32(truncatingIfNeeded: keys[next])
                    lists.append(title, type: type)
                    if type < 2, isMovie[title] { movies.append(title) }
                    next += 1
                }
                longest = max(longest, next - before)
                lists.endList()
                movies.forEachSorted { movieLists.append($0) }
                movieLists.endList()
                if Schema.slot(of: UInt32(person)) == Schema.nodesPerBlock - 1 || person == end - 1
                {
                    let block = Schema.block(of: UInt32(person))
                    try context.putLists(&lists, block: block, in: .creditsByPerson)
                    try context.putLists(&movieLists, block: block, in: .movieCastByPerson)
                }
            }
        }
        return longest
    }
}
