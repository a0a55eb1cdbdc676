internal import CInflate
internal import GraphModel

/// Where the fields and the lines of a part of a dump end.
@safe struct Separators: ~Copyable {
    /// Where each tab and each line feed stands; first of all, the place before the part.
    private var places = GrowableBuffer<UInt32>()
    /// Which of ``places`` are line feeds.
    private var feeds = GrowableBuffer<UInt32>()

    /// Lines of the part.
    var lineCount: Int { feeds.count }

    /// Where the line feed of the first line stands.
    var endOfFirstLine: Int { Int(places[Int(feeds[0])]) }

    /// The fields of a line: where they end.
    ///
    /// The one before the first is where the line before ends, so a field starts one byte after
    /// the end of the one before it.
    @unsafe struct Line {
        let ends: UnsafeMutablePointer<UInt32>
        let count: Int
    }

    /// The fields of a line, valid until the next part.
    @inline(__always)
    func line(_ line: Int) -> Line {
        let first = line == 0 ? 1 : Int(feeds[line - 1]) + 1
        return unsafe Line(
            ends: places.pointer(to: first), count: Int(feeds[line]) - first + 1)
    }

    /// Finds the separators of a part, which ends with a line feed.
    ///
    /// - Complexity: O(bytes + separators), 64 bytes at a time; as many may be read beyond the end.
    mutating func find(_ base: UnsafePointer<UInt8>, _ count: Int) {
        places.removeAll()
        feeds.removeAll()
        // Never more separators than bytes; room that is not used costs no memory.
        let out = unsafe places.appendRoom(count + 1)
        let lines = unsafe feeds.appendRoom(count)
        unsafe out[0] = .max
        var written = 1
        var lineCount = 0
        var offset = 0
        while offset < count {
            let found = unsafe costar_find_separators(base + offset)
            let inPart = count - offset < 64 ? (1 << UInt64(count - offset)) - 1 : UInt64.max
            var mask = (found.tabs | found.feeds) & inPart
            var feedMask = found.feeds & inPart
            while feedMask != 0 {
                let below = mask & (feedMask & (0 &- feedMask) &- 1)
                unsafe lines[lineCount] = UInt32(
                    truncatingIfNeeded: written + below.nonzeroBitCount)
                lineCount += 1
                feedMask &= feedMask - 1
            }
            while mask != 0 {
                unsafe out[written] = UInt32(
                    truncatingIfNeeded: offset + mask.trailingZeroBitCount)
                written += 1
                mask &= mask - 1
            }
            offset += 64
        }
        places.removeLast(count + 1 - written)
        feeds.removeLast(count - lineCount)
    }
}
