internal import Glibc

/// The calls of the operating system that store and loader need, with errors that say what was
/// done to which path.
package enum FileSystem {
    /// Bytes of a file, nil when there is none.
    package static func size(_ path: String) throws(StoreError) -> Int? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failed("look at", path)
        }
        return Int(status.st_size)
    }

    /// Whether a path is a directory.
    package static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Names in a directory, sorted, without `.` and `..`.
    package static func list(_ path: String) throws(StoreError) -> [String] {
        guard let directory = unsafe opendir(path) else { throw failed("list", path) }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a directory and those above it; an existing one is fine.
    package static func makeDirectory(_ path: String) throws(StoreError) {
        if isDirectory(path) { return }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try makeDirectory(String(path[..<slash]))
        }
        guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failed("make", path) }
        guard isDirectory(path) else {
            throw .file(operation: "use as a directory", path: path, code: ENOTDIR)
        }
    }

    /// Removes a file, or a directory with everything in it.
    package static func remove(_ path: String) throws(StoreError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw failed("look at", path)
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in try list(path) { try remove("\(path)/\(name)") }
            guard unsafe rmdir(path) == 0 else { throw failed("remove", path) }
        } else {
            guard unsafe unlink(path) == 0 else { throw failed("remove", path) }
        }
    }

    /// The content of a small file, nil when there is none.
    package static func read(_ path: String, bytesMax: Int = 1 << 20) throws(StoreError) -> [UInt8]?
    {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failed("open", path)
        }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while content.count < bytesMax {
            let count = unsafe buffer.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failed("read", path) }
            if count == 0 { break }
            content += buffer[..<count]
        }
        return content
    }

    /// CRC-32C of the content of a file, read in pieces.
    package static func checksum(_ path: String) throws(StoreError) -> UInt32 {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failed("open", path) }
        defer { close(descriptor) }
        var checksum: UInt32 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failed("read", path) }
            if count == 0 { return checksum }
            checksum = unsafe buffer.withUnsafeBytes { bytes in
                unsafe Checksum.of(
                    UnsafeRawBufferPointer(rebasing: bytes[..<count]), after: checksum)
            }
        }
    }

    /// Bytes that may still be written where a path is or will be.
    package static func freeBytes(_ path: String) throws(StoreError) -> Int {
        var place = path
        while !isDirectory(place), let slash = place.lastIndex(of: "/") {
            place = String(place[..<slash])
        }
        if !isDirectory(place) { place = path.hasPrefix("/") ? "/" : "." }
        var status = statvfs()
        guard unsafe statvfs(place, &status) == 0 else { throw failed("look at", place) }
        return Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(
                by: UInt64(status.f_frsize)
            ).partialValue)
    }

    /// The path from the root, as it is given when nothing is there.
    package static func absolute(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Writes a file whole, by a rename, so that a reader sees the old content or the new.
    package static func replace(_ path: String, with content: [UInt8]) throws(StoreError) {
        let temporary = path + ".tmp"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failed("write", temporary) }
        defer { close(descriptor) }
        do throws(StoreError) {
            try write(content, to: descriptor, path: temporary)
            guard fsync(descriptor) == 0 else { throw failed("sync", temporary) }
            try rename(temporary, to: path)
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    /// Adds bytes at the end of a file, which is made when it is missing.
    package static func append(_ content: [UInt8], to path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failed("write", path) }
        defer { close(descriptor) }
        try write(content, to: descriptor, path: path)
    }

    /// Adds the content of one file at the end of another, a part at a time.
    package static func append(
        contentsOf source: String, to path: String
    ) throws(StoreError) {
        let descriptor = unsafe open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failed("open", source) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failed("read", source) }
            if count == 0 { return }
            try append(Array(buffer[..<count]), to: path)
        }
    }

    /// Writes all bytes to a descriptor.
    package static func write(
        _ content: [UInt8], to descriptor: Int32, path: String
    ) throws(StoreError) {
        var written = 0
        while written < content.count {
            let count = unsafe content.withUnsafeBytes { bytes in
                unsafe Glibc.write(
                    descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written
                )
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failed("write", path) }
            written += count
        }
    }

    /// Renames within one file system.
    package static func rename(_ path: String, to target: String) throws(StoreError) {
        guard unsafe Glibc.rename(path, target) == 0 else {
            throw failed("rename to \(target)", path)
        }
    }

    /// Makes the content of a file or the names of a directory survive a power cut.
    package static func sync(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failed("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failed("sync", path) }
    }

    /// An error with the errno of the call that has just failed.
    package static func failed(_ operation: String, _ path: String) -> StoreError {
        let code = errno
        if code == ENOSPC || code == EDQUOT { return .diskFull(path: path) }
        return .file(operation: operation, path: path, code: code)
    }
}
