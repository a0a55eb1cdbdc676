import Foundation
import TestSupport
import Testing

/// Goal: whatever stops a load, and at whatever moment, the live generation stays, and the next
/// load works and clears up.
///
/// Method: a load makes some sixty calls that read dumps or change the disk. Each of them in turn
/// is the one before which the process is killed, or from which on the disk is full.
@Suite struct FaultTests {
    /// What a load does, in its order, each of them a moment at which one is killed below.
    static let stages = [
        "open LOCK", "write LOCK", "unlink gen-NEW.tmp/litter", "rmdir gen-NEW.tmp",
        "mkdir gen-NEW.tmp", "open gen-NEW.tmp/data.mdb", "pwrite gen-NEW.tmp/data.mdb",
        "read title.ratings.tsv", "read title.basics.tsv", "read name.basics.tsv",
        "read title.crew.tsv", "read title.principals.tsv", "read title.episode.tsv",
        "read title.akas.tsv", "writev gen-NEW.tmp/data.mdb", "fdatasync gen-NEW.tmp/data.mdb",
        "open gen-NEW.tmp/rejects.tsv", "write gen-NEW.tmp/rejects.tsv",
        "open gen-NEW.tmp/manifest.tsv.tmp", "write gen-NEW.tmp/manifest.tsv.tmp",
        "fsync gen-NEW.tmp/data.mdb", "fsync gen-NEW.tmp/rejects.tsv", "fsync gen-NEW.tmp",
        "rename gen-NEW.tmp", "fsync db", "open CURRENT.tmp", "write CURRENT.tmp",
        "fsync CURRENT.tmp", "rename CURRENT.tmp", "rename gen-OLD",
        "unlink gen-OLD.tmp/data.mdb", "unlink gen-OLD.tmp/rejects.tsv", "rmdir gen-OLD.tmp",
    ]

    @Test func killedAtEveryStage() throws {
        let faults = try Faults()
        var hit: [String] = []
        for call in 1..<10_000 {
            guard try killLoad(faults, call, &hit) else { break }
        }
        // Two threads work side by side: the fifth call of one load may be the sixth of the next.
        for stage in Self.stages where !hit.contains(stage) {
            #expect(try killLoad(faults, 1, of: stage, &hit), "\(stage)")
        }
        print("killed before: \(hit.joined(separator: ", "))")
        #expect(Set(Self.stages).subtracting(hit) == [])
    }

    /// Kills one load; false when it has fewer calls.
    private func killLoad(
        _ faults: Faults, _ call: Int, of wanted: String? = nil, _ hit: inout [String]
    ) throws -> Bool {
        let litter = "\(faults.database)/gen-000999.tmp"
        try FileManager.default.createDirectory(atPath: litter, withIntermediateDirectories: false)
        try "x".write(toFile: "\(litter)/litter", atomically: false, encoding: .utf8)
        let before = try faults.current()
        let (load, stage) = try faults.load(brokenAt: call, of: wanted, error: 0)
        guard let stage else {
            #expect(load.status == 0, "\(load.error)")
            return false
        }
        try #require(load.status == SIGKILL, "call \(call), \(stage): \(load.error)")
        // From the rename of CURRENT on it is the new one.
        let isNew =
            wanted == nil && hit.contains("rename CURRENT.tmp")
            && stage != "rename CURRENT.tmp"
        #expect(try (faults.current() != before) == isNew, "call \(call), \(stage)")
        if hit.last != stage {
            try faults.expectAnswers("call \(call), \(stage)")
            hit.append(stage)
        }
        try faults.loadWell()
        try faults.expectAnswers("after call \(call), \(stage)")
        return true
    }

    /// The same with dumps that take several commits, and moments that nobody chose; in a refresh
    /// what changed is written too.
    @Test(arguments: ["load", "refresh"], Effort.seeds(1, long: 2))
    func killedAtRandomMoments(command: String, seed: UInt64) throws {
        let faults = try Faults()
        let scale = Effort.isLong ? "0.02" : "0.0005"
        let older = try faults.generated(scale: scale, seed: seed)
        let newer = try faults.generated(scale: scale, seed: seed &+ 1)
        var dumps = older
        var load: [String] { [command, dumps, "--db", faults.database, "--quiet", "--force"] }
        let start = ContinuousClock.now
        try #require(try Program.run(Program.costar, load).status == 0)
        let whole = start.duration(to: .now)
        dumps = newer
        var random = SplitMix64(seed: seed)
        var killed: [String] = []
        for _ in 0..<Effort.rounds(3, long: 15) {
            let before = try faults.current()
            let moment = Double.random(in: 0..<1.1, using: &random)
            let process = Process()
            process.executableURL = Program.costar
            process.arguments = load
            try process.run()
            usleep(UInt32(whole / .microseconds(1) * moment))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            killed.append("\(Int(moment * 100)) %")
            let comment: Comment = "seed \(seed), killed after \(killed)"
            let check = try Program.run("check", "--db", faults.database)
            #expect(check.status == 0 && check.output.contains(" is sound"), comment)
            let after = try faults.current()
            if process.terminationReason == .uncaughtSignal {
                // A load that changed something leaves at most an older one that it was removing.
                let litter = try faults.entries().filter { $0.hasSuffix(".tmp") }
                #expect(after == before || litter.allSatisfy { $0 < after }, comment)
            } else {
                #expect(process.terminationStatus == 0 && after > before, comment)
                dumps = dumps == older ? newer : older
            }
        }
        print(
            "seed \(seed), \(whole) for a \(command), killed after \(killed.joined(separator: ", "))"
        )
        try faults.loadWell()
        try faults.expectAnswers("seed \(seed), at the end")
    }

    @Test func fullFromEveryMomentOn() throws {
        let faults = try Faults()
        let live = try faults.current()
        let entries = try faults.entries()
        var hit: [String] = []
        for call in 1..<10_000 {
            let (load, stage) = try faults.load(brokenAt: call, error: ENOSPC)
            guard let stage else {
                #expect(load.status == 0, "\(load.error)")
                break
            }
            hit.append(stage)
            let comment: Comment = "call \(call), \(stage): \(load.error)"
            // Once CURRENT is replaced the new generation is live.
            if hit.dropLast().contains("rename CURRENT.tmp") { break }
            #expect(load.status == 1, comment)
            #expect(load.error.hasPrefix("costar: no space left for \(faults.database)"), comment)
            #expect(load.error.split(separator: "\n").count == 1, comment)
            #expect(try faults.current() == live, comment)
            #expect(try faults.entries() == entries, comment)
            try faults.expectAnswers(comment)
        }
        print("full from: \(hit.joined(separator: ", "))")
        #expect(hit.contains("open gen-NEW.tmp/data.mdb") && hit.contains("rename CURRENT.tmp"))
        try faults.loadWell()
        #expect(try faults.current() > live)
    }
}
