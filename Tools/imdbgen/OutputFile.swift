internal import CZlib
internal import Glibc

/// Why files could not be written.
package enum GeneratorError: Error, Equatable {
    /// A system call on a path failed.
    case system(path: String, what: String, code: Int32)
    /// The compressor had no memory.
    case outOfMemory
}

/// A file that takes its name when it is complete, compressed or plain.
@safe final class OutputFile {
    private let path: String
    private let descriptor: Int32
    private let compressor: OpaquePointer?
    private var room = [UInt8](repeating: 0, count: 1 << 18)
    /// Bytes in the file.
    private(set) var bytes = 0

    private var draftPath: String { path + ".part" }

    init(path: String, isPlain: Bool) throws(GeneratorError) {
        self.path = path
        descriptor = unsafe open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        unsafe compressor = isPlain ? nil : costar_deflate_new()
        guard descriptor >= 0 else { throw failure("open") }
        if !isPlain, unsafe compressor == nil { throw .outOfMemory }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
        if let compressor = unsafe compressor { unsafe costar_deflate_free(compressor) }
    }

    /// Appends bytes.
    func write(_ text: [UInt8]) throws(GeneratorError) {
        if unsafe compressor == nil {
            try put(text, count: text.count)
        } else {
            try compress(text, isLast: false)
        }
    }

    /// Completes the file and gives it its name.
    func finish() throws(GeneratorError) {
        if unsafe compressor != nil { try compress([], isLast: true) }
        guard unsafe rename(draftPath, path) == 0 else { throw failure("rename") }
    }

    private func compress(_ text: [UInt8], isLast: Bool) throws(GeneratorError) {
        guard let compressor = unsafe compressor else { return }
        var from = 0
        var written = 0
        repeat {
            (from, written) = unsafe step(compressor, text, from: from, isLast: isLast)
            try put(room, count: written)
        } while written == room.count
    }

    /// Compresses from a place on until the room is full or the text is used up.
    private func step(
        _ compressor: OpaquePointer, _ text: [UInt8], from: Int, isLast: Bool
    ) -> (from: Int, written: Int) {
        unsafe text.withUnsafeBufferPointer { source in
            unsafe room.withUnsafeMutableBufferPointer { target in
                // Fed anew in each step, because the pointer is good for this closure only.
                unsafe costar_deflate_feed(
                    compressor, source.baseAddress.map { unsafe $0 + from },
                    UInt32(source.count - from))
                let written = unsafe costar_deflate_step(
                    compressor, target.baseAddress, UInt32(target.count), isLast ? 1 : 0)
                return unsafe (
                    source.count - Int(costar_deflate_left(compressor)), Int(written)
                )
            }
        }
    }

    private func put(_ bytes: [UInt8], count: Int) throws(GeneratorError) {
        var done = 0
        while done < count {
            let part = unsafe bytes[done..<count].withUnsafeBytes { rest in
                unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if part < 0 {
                if errno == EINTR { continue }
                throw failure("write")
            }
            done += part
        }
        self.bytes += count
    }

    private func failure(_ what: String) -> GeneratorError {
        .system(path: path, what: what, code: errno)
    }

    /// Makes a directory and those above it, as far as they are missing.
    static func makeDirectory(_ path: String) throws(GeneratorError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += part + "/"
            if unsafe mkdir(made, 0o755) != 0, errno != EEXIST {
                throw .system(path: made, what: "mkdir", code: errno)
            }
        }
    }
}
