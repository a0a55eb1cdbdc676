internal import GraphStore

/// A few buffers of plain bytes that one thread fills from an input while another empties them.
///
/// The thread holds the ring and nothing else, so whoever empties it may go at any time: ``stop()``
/// ends the thread, waits for it, and gives the memory back with the last reference.
@safe final class InflateRing: @unchecked Sendable {  // everything that changes: under `monitor`
    /// Plain bytes of a buffer; only the last one of an input holds fewer.
    static let slotBytes = 1 << 18
    /// Bytes before a buffer that whoever empties it may write to.
    static let frontBytes = LineReader.lineBytesMax
    private static let slots = 12
    private static let strideBytes = frontBytes + slotBytes + LineReader.slackBytes

    private let input: InputFile
    private let memory: UnsafeMutablePointer<UInt8>
    private let monitor = Monitor()
    private var thread: Thread?
    /// Bytes of each buffer that is filled.
    private var counts = [Int](repeating: 0, count: slots)
    private var filled = 0
    private var emptied = 0
    private var inputBytes = 0
    private var failure: LoadError?
    private var isAtEnd = false
    private var isStopped = false

    /// Starts to fill; whoever made the ring calls ``stop()`` once.
    init(_ input: InputFile) throws(LoadError) {
        self.input = input
        unsafe memory = .allocate(capacity: InflateRing.strideBytes * InflateRing.slots)
        do throws(Thread.Refusal) {
            thread = try Thread { [self] in fill() }
        } catch {
            throw .input(path: input.path, reason: "no thread to read it with: \(error.reason)")
        }
    }

    deinit { unsafe memory.deallocate() }

    /// Ends the thread, at the end of the input or before, and waits for it.
    func stop() {
        monitor.locked {
            isStopped = true
            monitor.signal()
        }
        thread?.join()
    }

    /// Bytes of the file behind what was filled so far.
    var compressedBytesRead: Int { monitor.locked { inputBytes } }

    /// The next buffer, once it is filled; nil after the last one.
    ///
    /// Its bytes are valid until ``giveBack()``, the ``frontBytes`` before it may be written.
    func take() throws(LoadError) -> UnsafeMutableBufferPointer<UInt8>? {
        unsafe try monitor.locked { () throws(LoadError) in
            while emptied == filled && failure == nil && !isAtEnd { monitor.wait() }
            if emptied < filled {
                return unsafe UnsafeMutableBufferPointer(
                    rebasing: slot(emptied)[..<counts[emptied % InflateRing.slots]])
            }
            if let failure { throw failure }
            return nil
        }
    }

    /// Hands the buffer taken last to the thread again.
    func giveBack() {
        monitor.locked {
            emptied += 1
            monitor.signal()
        }
    }

    /// A place for the caller's own last bytes, once ``take()`` has returned nil.
    func keep(_ bytes: [UInt8]) -> UnsafeMutableBufferPointer<UInt8> {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            if let base = bytes.baseAddress { unsafe memory.update(from: base, count: bytes.count) }
        }
        return unsafe UnsafeMutableBufferPointer(start: memory, count: bytes.count)
    }

    private func fill() {
        while let number = nextToFill() {
            let room = unsafe slot(number)
            var count = 0
            var problem: LoadError?
            do throws(LoadError) {
                while count < room.count {
                    let part = try unsafe input.read(
                        into: UnsafeMutableBufferPointer(rebasing: room[count...]))
                    if part == 0 { break }
                    count += part
                }
            } catch {
                problem = error
            }
            note(count, problem)
        }
    }

    /// The number of the buffer to fill now, nil when there is nothing more to do.
    private func nextToFill() -> Int? {
        monitor.locked {
            while filled == emptied + InflateRing.slots && !isStopped { monitor.wait() }
            return isStopped || isAtEnd || failure != nil ? nil : filled
        }
    }

    private func note(_ count: Int, _ problem: LoadError?) {
        monitor.locked {
            if count > 0 {
                counts[filled % InflateRing.slots] = count
                filled += 1
            }
            failure = problem
            isAtEnd = count < InflateRing.slotBytes
            inputBytes = input.bytesRead
            monitor.signal()
        }
    }

    private func slot(_ number: Int) -> UnsafeMutableBufferPointer<UInt8> {
        let start = number % InflateRing.slots * InflateRing.strideBytes + InflateRing.frontBytes
        return unsafe UnsafeMutableBufferPointer(
            start: memory + start, count: InflateRing.slotBytes)
    }
}
