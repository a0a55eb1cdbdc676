internal import Glibc

/// The right to change a data directory: held by one load, roll-back or pruning at a time.
///
/// The lock is `flock` on the file `LOCK`, so it ends with its process, however that ends. The file
/// holds the process number of the holder for the message to those who are refused.
final class DirectoryLock {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``StoreError/locked(path:holder:)`` when somebody holds it.
    init(_ directory: DataDirectory) throws(StoreError) {
        let path = "\(directory.path)/LOCK"
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw FileSystem.failed("open", path) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            guard code == EWOULDBLOCK else {
                throw .file(operation: "lock", path: path, code: code)
            }
            throw .locked(path: directory.path, holder: DirectoryLock.holder(path))
        }
        descriptor = opened
        ftruncate(opened, 0)
        try FileSystem.write(Array("\(getpid())\n".utf8), to: opened, path: path)
    }

    deinit {
        ftruncate(descriptor, 0)
        close(descriptor)
    }

    /// The process number in the file; a holder that has just come may not have written it yet.
    private static func holder(_ path: String) -> String {
        for _ in 0..<20 {
            let bytes = (try? FileSystem.read(path)) ?? []
            let digits = String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
            // A number left by a process that was killed is nobody's.
            if let process = Int32(digits), kill(process, 0) == 0 || errno == EPERM {
                return digits
            }
            usleep(5_000)
        }
        return "unknown"
    }
}
