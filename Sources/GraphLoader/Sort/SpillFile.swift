internal import Glibc
internal import GraphStore

/// Memory that the kernel may move to the disk: a mapped file without a name.
///
/// Its room is taken on the disk at once, so that a full one is an error here and no signal later.
/// The file is gone with the object, or with the process however it ends.
@safe final class SpillFile: @unchecked Sendable {  // used by one thread, then read by many
    private let base: UnsafeMutableRawPointer
    private let size: Int
    private var used = 0

    /// Takes room for some bytes; until it is open the file has a name in a directory.
    init(in directory: String, name: String, bytes: Int) throws(LoadError) {
        size = max(bytes, 4_096)
        let path = "\(directory)/\(name)"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .store(.file(operation: "create", path: path, code: errno))
        }
        defer { close(descriptor) }
        unsafe unlink(path)
        let code = posix_fallocate(descriptor, 0, off_t(size))
        guard code == 0 else {
            throw .store(
                code == ENOSPC
                    ? .diskFull(path: path) : .file(operation: "extend", path: path, code: code))
        }
        let mapped = unsafe mmap(
            nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
            throw .store(.file(operation: "map", path: path, code: errno))
        }
        unsafe base = unsafe mapped
    }

    deinit { unsafe munmap(base, size) }

    /// Room for some bytes that never moves, nil when there is no more.
    @unsafe func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard size - used >= byteCount else { return nil }
        defer { used += byteCount }
        return unsafe base + used
    }
}
