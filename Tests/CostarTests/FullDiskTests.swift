import Foundation
import TestSupport
import Testing

/// Goal: on a disk that is really full, a load ends with an error that says so and leaves nothing
/// behind but the live generation.
///
/// Method: a memory disk (tmpfs) of the test's own, with room for one generation and a part of the
/// next. Only root may mount one; for others the test says that it is skipped.
@Suite(.enabled(if: SmallDisk.isPermitted, "needs to be root to mount a tmpfs"), .serialized)
struct FullDiskTests {
    @Test func loadsOfAllSizesOnATooSmallDisk() throws {
        let faults = try Faults()
        defer { withExtendedLifetime(faults) {} }
        try load(faults.dumps) { Array(0..<8) + Self.spread(8..<$0 - 8, 16) + Array($0 - 8...$0) }
    }

    /// Dumps that take several commits, and as much room as chance gives them.
    @Test(
        .enabled(if: Effort.isLong, "part of make test-long"), arguments: Effort.seeds(1, long: 2))
    func largeLoadsOnATooSmallDisk(seed: UInt64) throws {
        // Its directory holds the dumps: it must live as long as they are read.
        let faults = try Faults()
        defer { withExtendedLifetime(faults) {} }
        let dumps = try faults.generated(scale: "0.02", seed: seed)
        var random = SplitMix64(seed: seed)
        try load(dumps) { pages in
            (0..<20).map { _ in Int.random(in: 0..<pages, using: &random) }.sorted()
        }
    }

    /// Loads where there is a generation already, with ever more room, at last with enough;
    /// `steps` says how many pages to leave free, given how many the first load took.
    private func load(_ dumps: String, steps: (Int) -> [Int]) throws {
        let disk = try SmallDisk()
        let database = disk.path + "/db"
        let load = ["load", dumps, "--db", database, "--quiet", "--force"]
        try #require(try Program.run(Program.costar, load).status == 0)
        let entries = try FileManager.default.contentsOfDirectory(atPath: database)
        let used = try disk.usedPages()
        var refused = 0
        for free in steps(used) {
            try disk.resize(pages: used + free)
            let program = try Program.run(Program.costar, load)
            let comment: Comment = "\(free) pages free: \(program.error)"
            if program.status == 0 { break }
            refused += 1
            #expect(program.status == 1, comment)
            #expect(program.error.hasPrefix("costar: no space left for \(database)"), comment)
            #expect(program.error.split(separator: "\n").count == 1, comment)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: database) == entries, comment)
            #expect(try Program.run("check", "--db", database).status == 0, comment)
        }
        print("refused \(refused) times for want of room")
        #expect(refused > 5)
        if try String(contentsOfFile: "\(database)/CURRENT", encoding: .utf8) == "gen-000001\n" {
            // Two loads of the same dumps take not quite the same: it depends on which thread
            // writes first.
            try disk.resize(pages: used * 2 + used / 50 + 64)
            #expect(try Program.run(Program.costar, load).status == 0)
        }
        #expect(
            try String(contentsOfFile: "\(database)/CURRENT", encoding: .utf8) == "gen-000002\n")
    }

    /// Some numbers of a range, evenly.
    private static func spread(_ range: Range<Int>, _ count: Int) -> [Int] {
        Array(stride(from: range.lowerBound, to: range.upperBound, by: max(1, range.count / count)))
    }
}

/// A memory disk that can be made smaller and larger; unmounted with the object.
final class SmallDisk {
    let path: String
    static let pageBytes = 4_096

    /// Whether this process may mount one.
    static let isPermitted = (try? SmallDisk()) != nil

    init() throws {
        path = try Program.temporaryDirectory().path
        let mounted = try Program.run(
            URL(filePath: "/bin/mount"), ["-t", "tmpfs", "-o", "size=1g", "costar-test", path])
        guard mounted.status == 0 else {
            rmdir(path)
            throw Failure(text: mounted.error)
        }
    }

    struct Failure: Error { let text: String }

    deinit {
        let ended = try? Program.run(URL(filePath: "/bin/umount"), [path])
        // Only an empty directory goes: what is still mounted stays.
        if ended?.status == 0 { rmdir(path) }
    }

    /// Changes its size.
    func resize(pages: Int) throws {
        let resized = try Program.run(
            URL(filePath: "/bin/mount"),
            ["-o", "remount,size=\(pages * SmallDisk.pageBytes)", path])
        guard resized.status == 0 else { throw Failure(text: resized.error) }
    }

    /// Pages in use.
    func usedPages() throws -> Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw Failure(text: "statvfs: \(errno)") }
        return Int(status.f_blocks - status.f_bfree) * Int(status.f_frsize) / SmallDisk.pageBytes
    }
}
