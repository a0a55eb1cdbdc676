internal import CInflate
internal import Glibc
internal import Synchronization

/// One input, plain or gzip, read as plain bytes.
///
/// What a file is, its first two bytes say, not its name. Several gzip members follow each other;
/// checksums are verified; zero bytes after the last member are ignored as gzip does.
///
/// - Source: RFC 1952; ISA-L `igzip_lib.h`. ISA-L reports nothing for a file that is cut off: the
///   input ends before the member does, which is told apart here.
@safe final class InputFile: @unchecked Sendable {  // one thread uses it at a time
    let path: String
    private let descriptor: Int32
    private let inflater: OpaquePointer?
    private let buffer: UnsafeMutablePointer<UInt8>
    private static let bufferBytes = 1 << 18
    private var pending = 0..<0
    private var isFinished = false
    /// Bytes of `buffer` that the inflater was given last.
    private var fedBytes = 0
    /// Bytes read from the file so far.
    var bytesRead: Int { readCount.load(ordering: .relaxed) }
    /// Counted by the thread that reads, looked at by the one that tells how far it is.
    private let readCount = Atomic<Int>(0)

    /// Opens a file and looks at its first bytes.
    init(_ path: String) throws(LoadError) {
        self.path = path
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else {
            throw .input(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        var status = stat()
        guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            close(opened)
            throw .input(path: path, reason: "it is a directory")
        }
        descriptor = opened
        unsafe buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: InputFile.bufferBytes)
        var head = 0
        while head < 2 {
            let count = unsafe Glibc.read(opened, buffer + head, InputFile.bufferBytes - head)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { break }
            head += count
        }
        pending = 0..<head
        readCount.store(head, ordering: .relaxed)
        fedBytes = head
        let isGzip = unsafe head >= 2 && buffer[0] == 0x1F && buffer[1] == 0x8B
        unsafe inflater = isGzip ? costar_inflate_new() : nil
        if let inflater = unsafe inflater {
            unsafe costar_inflate_feed(inflater, buffer, UInt32(head))
        }
    }

    deinit {
        if let inflater = unsafe inflater { unsafe costar_inflate_free(inflater) }
        unsafe buffer.deallocate()
        close(descriptor)
    }

    /// Fills a part of `room` with plain bytes; 0 means the end.
    func read(into room: UnsafeMutableBufferPointer<UInt8>) throws(LoadError) -> Int {
        guard let target = room.baseAddress else { return 0 }
        guard let inflater = unsafe inflater else { return try unsafe readPlain(into: room) }
        while !isFinished {
            var memberEnded: Int32 = 0
            let count = unsafe costar_inflate_step(
                inflater, target, UInt32(min(room.count, 1 << 30)), &memberEnded)
            guard count >= 0 else {
                let at = unsafe bytesRead - Int(costar_inflate_left(inflater))
                throw .damaged(path: path, byte: at, reason: InputFile.reason(Int32(count)))
            }
            if memberEnded != 0 { try unsafe startNextMember(inflater) }
            if count > 0 { return Int(count) }
            if unsafe memberEnded == 0 && costar_inflate_left(inflater) == 0 {
                guard try unsafe refill(inflater) else {
                    throw .damaged(
                        path: path, byte: bytesRead, reason: "the gzip stream is cut off")
                }
            }
        }
        return 0
    }

    private func readPlain(
        into room: UnsafeMutableBufferPointer<UInt8>
    ) throws(LoadError) -> Int {
        guard let target = room.baseAddress else { return 0 }
        if !pending.isEmpty {
            let count = min(pending.count, room.count)
            unsafe target.update(from: buffer + pending.lowerBound, count: count)
            pending = pending.lowerBound + count..<pending.upperBound
            return count
        }
        let count = try unsafe readBytes(target, room.count)
        readCount.add(count, ordering: .relaxed)
        return count
    }

    private func refill(_ inflater: OpaquePointer) throws(LoadError) -> Bool {
        let count = try unsafe readBytes(buffer, InputFile.bufferBytes)
        readCount.add(count, ordering: .relaxed)
        fedBytes = count
        unsafe costar_inflate_feed(inflater, buffer, UInt32(count))
        return count > 0
    }

    private func readBytes(
        _ target: UnsafeMutablePointer<UInt8>, _ room: Int
    ) throws(LoadError) -> Int {
        while true {
            let count = unsafe Glibc.read(descriptor, target, room)
            if count >= 0 { return count }
            if errno != EINTR {
                throw .input(path: path, reason: unsafe String(cString: strerror(errno)))
            }
        }
    }

    /// After a member: the end of the file, zeros up to it, or another member.
    private func startNextMember(_ inflater: OpaquePointer) throws(LoadError) {
        var left = unsafe Int(costar_inflate_left(inflater))
        if left == 0 {
            guard try unsafe refill(inflater) else {
                isFinished = true
                return
            }
            left = unsafe Int(costar_inflate_left(inflater))
        }
        let at = bytesRead - left
        if unsafe buffer[fedBytes - left] == 0x1F { return unsafe costar_inflate_reset(inflater) }
        var rest = left
        var end = fedBytes
        while rest > 0 {
            for index in end - rest..<end {
                guard unsafe buffer[index] == 0 else {
                    throw .damaged(
                        path: path, byte: at, reason: "bytes after the end of the gzip stream")
                }
            }
            rest = try unsafe readBytes(buffer, InputFile.bufferBytes)
            readCount.add(rest, ordering: .relaxed)
            end = rest
        }
        isFinished = true
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case ISAL_INCORRECT_CHECKSUM: "the checksum of the gzip stream does not match"
        case ISAL_UNSUPPORTED_METHOD: "the gzip stream is compressed in an unknown way"
        default: "the gzip stream does not decode (\(code))"
        }
    }
}
