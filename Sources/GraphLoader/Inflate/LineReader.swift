internal import Glibc

/// Whole lines of an input, a few MiB at a time: one thread inflates while the caller parses.
///
/// The ring between the two has few buffers, so memory stays bounded. A line that a buffer ends in
/// is carried to the front of the next one. A reader may be dropped before the end of its input.
@safe final class LineReader {
    /// Lines above this are skipped and told as too long.
    static let lineBytesMax = 1 << 20
    /// Bytes after the end that may be read, never used.
    static let slackBytes = 128

    private let ring: InflateRing
    private var holdsBuffer = false
    private var carried: [UInt8] = []
    private var isSkipping = false
    /// Plain bytes handed out so far.
    private(set) var bytesRead = 0
    /// Lines too long that were skipped within the part handed out last, by how many lines of it
    /// came before.
    private(set) var skippedLines = 0

    /// Starts to inflate.
    init(_ input: InputFile) throws(LoadError) { ring = try InflateRing(input) }

    deinit { ring.stop() }

    /// Bytes of the file read so far, for progress and messages.
    var compressedBytesRead: Int { ring.compressedBytesRead }

    /// The next whole lines, each ended by a line feed; nil at the end.
    ///
    /// The bytes are valid until the next call and may be read ``slackBytes`` beyond their end.
    func lines() throws(LoadError) -> UnsafeMutableBufferPointer<UInt8>? {
        skippedLines = 0
        while true {
            if holdsBuffer { ring.giveBack() }
            holdsBuffer = false
            guard let part = try unsafe ring.take(), let data = part.baseAddress else {
                return unsafe lastLine()
            }
            holdsBuffer = true
            bytesRead += part.count
            var start = unsafe data
            let end = unsafe data + part.count
            if isSkipping {
                guard let feed = unsafe memchr(start, 10, part.count) else { continue }
                unsafe start = unsafe feed.assumingMemoryBound(to: UInt8.self) + 1
                isSkipping = false
                skippedLines += 1
            }
            guard let last = unsafe lastLineFeed(start, end) else {
                unsafe keep(start, end)
                continue
            }
            var first = unsafe start
            if !carried.isEmpty {
                unsafe first = unsafe start - carried.count
                unsafe carried.withUnsafeBufferPointer { bytes in
                    guard let base = bytes.baseAddress else { return }
                    unsafe first.update(from: base, count: bytes.count)
                }
                carried.removeAll(keepingCapacity: true)
            }
            unsafe keep(last + 1, end)
            return unsafe UnsafeMutableBufferPointer(start: first, count: last + 1 - first)
        }
    }

    /// Keeps the beginning of a line for the next part, or starts to skip a line that is too long.
    private func keep(_ start: UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>) {
        guard unsafe carried.count + (end - start) <= LineReader.lineBytesMax else {
            carried.removeAll(keepingCapacity: true)
            isSkipping = true
            return
        }
        unsafe carried.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
    }

    /// The line after the last line feed, ended by one of our own.
    private func lastLine() -> UnsafeMutableBufferPointer<UInt8>? {
        if isSkipping {
            isSkipping = false
            skippedLines += 1
        }
        guard !carried.isEmpty else {
            // A skipped last line still has to be told.
            return skippedLines > 0 ? unsafe UnsafeMutableBufferPointer(start: nil, count: 0) : nil
        }
        carried.append(10)
        defer { carried.removeAll() }
        return unsafe ring.keep(carried)
    }
}

/// The last line feed between two places, nil when there is none.
private func lastLineFeed(
    _ start: UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>
) -> UnsafeMutablePointer<UInt8>? {
    var place = unsafe end
    while unsafe place > start {
        unsafe place -= 1
        if unsafe place.pointee == 10 { return unsafe place }
    }
    return nil
}
