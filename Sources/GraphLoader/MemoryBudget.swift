internal import GraphStore

/// How much memory a load may take, and how much it needs when it holds everything it can.
enum MemoryBudget {
    /// Bytes of memory for a byte of gzip: `make bench-load S=0.1` had 1.5 with five files and 2.3
    /// with seven, the buffers included.
    static let bytesPerCompressedByte = 3
    /// Bytes of memory for a byte of a plain file, which would be a fifth of that compressed.
    static let bytesPerPlainByte = 1
    /// Buffers of the readers and of the writer, whatever the size of the dumps.
    static let bytesMin = 192 << 20

    /// What a load of some inputs needs at most when nothing limits it.
    static func needed(_ inputs: some Sequence<DumpInput>) -> Int {
        inputs.reduce(bytesMin) { sum, input in
            sum + input.bytes * (input.isCompressed ? bytesPerCompressedByte : bytesPerPlainByte)
        }
    }

    /// Half of what the machine has, or of what its control group may take.
    static func ofMachine() -> Int {
        var total = Int.max
        for line in text("/proc/meminfo").split(separator: "\n") {
            guard line.hasPrefix("MemTotal:") else { continue }
            let digits = line.filter { $0 >= "0" && $0 <= "9" }
            total = Int(digits).map { $0 << 10 } ?? total
        }
        for path in [
            "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
        ] {
            let word = text(path).split(separator: "\n").first.map { String($0) } ?? ""
            if let limit = Int(word) { total = min(total, limit) }
        }
        return total / 2
    }

    private static func text(_ path: String) -> String {
        do throws(StoreError) {
            return String(decoding: try FileSystem.read(path) ?? [], as: UTF8.self)
        } catch {
            return ""
        }
    }
}
