/// Sorts nodes by the bytes of a text: memcmp order, shorter first, equal texts by node.
///
/// Eight bytes at a time as one big-endian number: a radix sort by the first eight, then each
/// group of equals by the next eight, and so on.
@safe package enum ByteOrder {
    /// A node and the window of its text that is being compared.
    private struct Entry {
        var key: UInt64
        var node: UInt32
    }

    /// Groups up to this size are sorted by comparison.
    private static let radixMin = 512

    /// How far ahead of its use a text is fetched, and as far ahead of that where it lies.
    private static let ahead = 8

    /// The nodes that have a text, sorted.
    ///
    /// - Parameters:
    ///   - count: Nodes 0 ..< count are asked for.
    ///   - text: The text of a node, nil to leave it out.
    ///   - prefetch: Begins to fetch where the text of a node lies or, when it is near, the text.
    /// - Returns: Each node that has a text, once.
    package static func sorted(
        count: Int, text: (UInt32) -> UnsafeBufferPointer<UInt8>?,
        prefetch: (UInt32, _ isNear: Bool) -> Void
    ) -> [UInt32] {
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for node in 0..<UInt32(count) {
            guard let bytes = unsafe text(node) else { continue }
            unsafe entries.append(Entry(key: window(bytes, 0), node: node))
        }
        var scratch = entries
        unsafe entries.withUnsafeMutableBufferPointer { entries in
            unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                unsafe sort(entries, scratch, depth: 0, text, prefetch)
            }
        }
        return entries.map(\.node)
    }

    /// The eight bytes from an offset as a number that sorts like them.
    ///
    /// Texts hold no zero bytes,
    /// so the zeros behind an end sort first, as they should.
    private static func window(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> UInt64 {
        guard offset < bytes.count else { return 0 }
        let raw = UnsafeRawBufferPointer(bytes)
        if offset + 8 <= raw.count {
            return unsafe UInt64(
                bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        var key: UInt64 = 0
        for index in 0..<8 {
            key <<= 8
            if offset + index < raw.count { unsafe key |= UInt64(raw[offset + index]) }
        }
        return key
    }

    private static func sort(
        _ entries: UnsafeMutableBufferPointer<Entry>,
        _ scratch: UnsafeMutableBufferPointer<Entry>, depth: Int,
        _ text: (UInt32) -> UnsafeBufferPointer<UInt8>?, _ prefetch: (UInt32, Bool) -> Void
    ) {
        if entries.count >= radixMin {
            unsafe radixSort(entries, scratch)
        } else {
            var group = unsafe entries
            unsafe group.sort { ($0.key, $0.node) < ($1.key, $1.node) }
        }
        // Windows of texts that lie anywhere: asked for all together, so that none is waited for.
        for index in entries.indices {
            let (far, near) = (index + 2 * ahead, index + ahead)
            if unsafe isTied(entries, far) { unsafe prefetch(entries[far].node, false) }
            if unsafe isTied(entries, near) { unsafe prefetch(entries[near].node, true) }
            guard unsafe isTied(entries, index) else { continue }
            let node = unsafe entries[index].node
            guard let bytes = unsafe text(node) else { preconditionFailure("it had a text") }
            unsafe scratch[index] = Entry(key: window(bytes, depth + 8), node: node)
        }
        var start = 0
        while start < entries.count {
            let key = unsafe entries[start].key
            var end = start + 1
            while unsafe end < entries.count && entries[end].key == key { end += 1 }
            // By the group alone: what lies before it has its next windows already.
            if end - start > 1 && mayGoOn(key) {
                let group = unsafe UnsafeMutableBufferPointer(rebasing: entries[start..<end])
                let next = unsafe UnsafeMutableBufferPointer(rebasing: scratch[start..<end])
                for index in group.indices { unsafe group[index] = next[index] }
                unsafe sort(group, next, depth: depth + 8, text, prefetch)
            }
            start = end
        }
    }

    /// Whether texts may go on behind a window: a zero last byte means that they ended within it.
    @inline(__always)
    private static func mayGoOn(_ key: UInt64) -> Bool { key & 0xFF != 0 }

    /// Whether an entry and one beside it agree in a window behind which there may be more.
    @inline(__always)
    private static func isTied(
        _ entries: UnsafeMutableBufferPointer<Entry>, _ index: Int
    ) -> Bool {
        guard index < entries.count else { return false }
        let key = unsafe entries[index].key
        guard mayGoOn(key) else { return false }
        return unsafe index > 0 && entries[index - 1].key == key
            || index + 1 < entries.count && entries[index + 1].key == key
    }

    /// Stable, eleven bits a pass; passes in which all keys agree are skipped.
    private static func radixSort(
        _ entries: UnsafeMutableBufferPointer<Entry>, _ scratch: UnsafeMutableBufferPointer<Entry>
    ) {
        var source = unsafe entries
        var target = unsafe scratch
        var counts = [Int](repeating: 0, count: 2_048)
        for shift in stride(from: UInt64(0), to: 64, by: 11) {
            for index in counts.indices { counts[index] = 0 }
            for index in source.indices {
                counts[Int(truncatingIfNeeded: unsafe source[index].key >> shift) & 2_047] += 1
            }
            if counts.contains(source.count) { continue }
            var total = 0
            for index in counts.indices {
                let count = counts[index]
                counts[index] = total
                total += count
            }
            for index in source.indices {
                let digit = Int(truncatingIfNeeded: unsafe source[index].key >> shift) & 2_047
                unsafe target[counts[digit]] = unsafe source[index]
                counts[digit] += 1
            }
            unsafe swap(&source, &target)
        }
        if let from = source.baseAddress, let to = entries.baseAddress,
            unsafe from != UnsafePointer(to)
        {
            unsafe to.update(from: from, count: entries.count)
        }
    }
}
