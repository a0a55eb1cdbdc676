import CSystem
import Foundation
import GraphLoader
import TestSupport
import Testing

/// Goal: a load that stops early leaves no thread and no memory behind.
///
/// Method: each test is a process of its own, so that what it counts is nobody else's. Inputs are
/// larger than what the inflating thread may be ahead, so that it waits when its reader is dropped.
@Suite struct EarlyStopTests {
    @Test func aRefusedRowEndsTheThread() async {
        await #expect(processExitsWith: .success) {
            let dumps = try Dumps()
            let filler = String(repeating: "x", count: 1_000)
            try dumps.write(
                "title.basics.tsv",
                Dumps.titleHeader + "xx0000001\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N\n"
                    + String(
                        repeating: "tt0000001\tmovie\t\(filler)\tX\t0\t\\N\t\\N\t\\N\t\\N\n",
                        count: 12_000))
            func stop() throws {
                do {
                    _ = try dumps.load(isStrict: true)
                    throw Leak("the bad row was let through")
                } catch LoadError.rejected {}
            }
            try Usage.check(rounds: 40, stop)
        }
    }

    /// What goes on beside a failure ends too: names that would take a minute are not waited for.
    @Test func aFailureEndsTheOtherThread() throws {
        let dumps = try Dumps()
        try dumps.append("title.basics.tsv", "xx0000001\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N\n")
        let names = "\(dumps.path)/name.basics.tsv"
        try FileManager.default.removeItem(atPath: names)
        try #require(unsafe mkfifo(names, 0o600) == 0)
        let feeder = Process()
        feeder.executableURL = URL(fileURLWithPath: "/bin/sh")
        feeder.arguments = [
            "-c",
            """
            exec >'\(names)' 2>/dev/null; printf '%s' '\(Dumps.nameHeader)'
            exec timeout 60 yes "nm0000001\tAda\t1950\t\\N\tactress\t\\N"
            """,
        ]
        try feeder.run()
        defer { feeder.waitUntilExit() }
        #expect {
            try dumps.load(isStrict: true)
        } throws: { error in
            guard case LoadError.rejected(let path, 5, _, _) = error else { return false }
            return path.hasSuffix("title.basics.tsv")
        }
        feeder.waitUntilExit()
        // By the signal of a pipe that nobody reads: `timeout` would have ended it with 124.
        #expect(feeder.terminationStatus != 124)
    }

    /// Rows in another order: the file is left in the middle and read from the start again.
    @Test func aFileReadTwiceEndsTheFirstThread() async {
        await #expect(processExitsWith: .success) {
            let dumps = try Dumps()
            let titles = (1...4_100).map {
                "tt\(1_000_000 + $0)\tmovie\tX\tX\t0\t\\N\t\\N\t\\N\t\\N\n"
            }
            try dumps.write("title.basics.tsv", Dumps.titleHeader + titles.joined())
            let job = String(repeating: "j", count: 60_000)
            let late = (1...10_001).map { "tt1000001\t\($0)\tnm0000001\tactor\t\\N\t\\N\n" }
            try dumps.write(
                "title.principals.tsv",
                Dumps.principalHeader + "tt1004100\t1\tnm0000001\tactor\t\\N\t\\N\n"
                    + late.joined()
                    + String(
                        repeating: "tt0000009\t1\tnm0000001\twriter\t\(job)\t\\N\n", count: 200))
            try Usage.check(rounds: 8) {
                let summary = try dumps.load()
                guard summary.file(.principals)?.rowsDangling == 200 else {
                    throw Leak("another graph than expected: \(summary)")
                }
            }
        }
    }
}

/// What a load left behind.
private struct Leak: Error {
    let what: String
    init(_ what: String) { self.what = what }
}

/// Threads and memory of this process.
private struct Usage {
    let threads: Int
    let bytes: Int

    static func now() throws -> Usage {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        func number(_ name: String) throws -> Int {
            guard
                let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") }),
                let number = line.split(whereSeparator: \.isWhitespace).dropFirst().first,
                let value = Int(number)
            else { throw Leak("no \(name) in /proc/self/status") }
            return value
        }
        // What was asked for and not given back, buffers that nobody touches included. What the
        // allocator keeps for the next threads is no leak: it comes and goes with the load of the
        // machine.
        let memory = mallinfo2()
        return try Usage(
            threads: number("Threads"), bytes: Int(memory.uordblks) + Int(memory.hblkhd))
    }

    /// Does something again and again; fails when threads or memory grow with the rounds.
    static func check(rounds: Int, _ body: () throws -> Void) throws {
        for _ in 0..<3 { try body() }
        let before = try now()
        for _ in 0..<rounds { try body() }
        let after = try now()
        // A ring has 3 MiB, a block of rows one; a pool of the runtime may grow by a few threads.
        guard after.threads <= before.threads + 2, after.bytes < before.bytes + rounds << 18 else {
            throw Leak("\(before) before, \(after) after \(rounds) rounds")
        }
        print("\(before) before, \(after) after \(rounds) rounds")
    }
}
