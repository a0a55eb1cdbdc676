internal import Glibc

/// Whole lines of an input, a few MiB at a time: one thread inflates while the caller parses.
///
/// A ring of buffers stands between the two, so the inflating thread is at most `slots` buffers
/// ahead and memory stays bounded. A line that a buffer ends in is carried to the front of the
/// next one.
@safe final class LineReader: @unchecked Sendable {  // the ring is guarded by `mutex`
    /// Lines above this are skipped and told as too long.
    static let lineBytesMax = 1 << 20
    private static let slotBytes = 1 << 21
    private static let slots = 3
    /// Bytes after the end that may be read, never used.
    static let slackBytes = 128

    private let input: InputFile
    private let memory: UnsafeMutablePointer<UInt8>
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var filled: [Int] = []
    private var failure: LoadError?
    private var isAtEnd = false
    private var isStopped = false
    private var thread: pthread_t = 0

    // The consumer's own.
    private var next = 0
    private var holdsSlot = false
    private var carried: [UInt8] = []
    private var isSkipping = false
    /// Plain bytes handed out so far.
    private(set) var bytesRead = 0
    /// Lines too long that were skipped within the part handed out last, by how many lines of it
    /// came before.
    private(set) var skippedLines = 0

    private static let strideBytes = lineBytesMax + slotBytes + slackBytes

    init(_ input: InputFile) {
        self.input = input
        unsafe memory = .allocate(capacity: LineReader.strideBytes * LineReader.slots)
        unsafe mutex = .allocate(capacity: 1)
        unsafe changed = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(changed, nil)
        unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<LineReader>.fromOpaque(context).takeUnretainedValue().fill()
                return nil
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        unsafe pthread_mutex_lock(mutex)
        isStopped = true
        unsafe pthread_cond_broadcast(changed)
        unsafe pthread_mutex_unlock(mutex)
        pthread_join(thread, nil)
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
        unsafe changed.deallocate()
        unsafe memory.deallocate()
    }

    /// Bytes of the file read so far, for progress and messages.
    var compressedBytesRead: Int { input.bytesRead }

    /// The next whole lines, each ended by a line feed; nil at the end.
    ///
    /// The bytes are valid until the next call and may be read ``slackBytes`` beyond their end.
    func lines() throws(LoadError) -> UnsafeMutableBufferPointer<UInt8>? {
        skippedLines = 0
        while true {
            if holdsSlot { giveBack() }
            guard let count = try take() else { return unsafe lastLine() }
            let data =
                unsafe memory
                + (next % LineReader.slots * LineReader.strideBytes + LineReader.lineBytesMax)
            bytesRead += count
            var start = unsafe data
            let end = unsafe data + count
            if isSkipping {
                guard let feed = unsafe memchr(start, 10, count) else { continue }
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
            return skippedLines > 0
                ? unsafe UnsafeMutableBufferPointer(start: memory, count: 0) : nil
        }
        carried.append(10)
        unsafe carried.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe memory.update(from: base, count: bytes.count)
        }
        defer { carried.removeAll() }
        return unsafe UnsafeMutableBufferPointer(start: memory, count: carried.count)
    }

    // MARK: The ring

    private func take() throws(LoadError) -> Int? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while next >= filled.count && failure == nil && !isAtEnd {
            unsafe pthread_cond_wait(changed, mutex)
        }
        if next < filled.count {
            holdsSlot = true
            return filled[next]
        }
        if let failure { throw failure }
        return nil
    }

    private func giveBack() {
        unsafe pthread_mutex_lock(mutex)
        next += 1
        holdsSlot = false
        unsafe pthread_cond_broadcast(changed)
        unsafe pthread_mutex_unlock(mutex)
    }

    private func fill() {
        var slot = 0
        while true {
            unsafe pthread_mutex_lock(mutex)
            while slot >= next + LineReader.slots && !isStopped {
                unsafe pthread_cond_wait(changed, mutex)
            }
            let stopped = isStopped
            unsafe pthread_mutex_unlock(mutex)
            if stopped { return }
            let room = unsafe UnsafeMutableBufferPointer(
                start: memory + slot % LineReader.slots * LineReader.strideBytes
                    + LineReader.lineBytesMax,
                count: LineReader.slotBytes)
            var count = 0
            var problem: LoadError?
            do throws(LoadError) {
                while count < LineReader.slotBytes {
                    let part = try unsafe input.read(
                        into: UnsafeMutableBufferPointer(rebasing: room[count...]))
                    if part == 0 { break }
                    count += part
                }
            } catch {
                problem = error
            }
            unsafe pthread_mutex_lock(mutex)
            if count > 0 { filled.append(count) }
            if let problem {
                failure = problem
            } else if count < LineReader.slotBytes {
                isAtEnd = true
            }
            let done = failure != nil || isAtEnd
            unsafe pthread_cond_broadcast(changed)
            unsafe pthread_mutex_unlock(mutex)
            if done { return }
            slot += 1
        }
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
