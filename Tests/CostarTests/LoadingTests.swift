import Foundation
import GraphLoader
import Testing
import costar

/// Loads as somebody at a terminal, in a script or behind a program sees them.
@Suite final class LoadingTests {
    private let directory: URL
    private var database: String { directory.appending(path: "films").path }

    init() throws { directory = try Program.temporaryDirectory() }

    deinit { try? FileManager.default.removeItem(at: directory) }

    private func load(_ words: String...) throws -> Program {
        try Program.run(Program.costar, ["load", "Samples", "--db", database] + words)
    }

    private func generations(_ words: String...) throws -> Program {
        try Program.run(Program.costar, ["generations"] + words + ["--db", database])
    }

    @Test func theSameDumpsAreLoadedOnce() throws {
        #expect(try load("--dry-run").output.contains("\ndry run, nothing was written: a load "))
        #expect(!FileManager.default.fileExists(atPath: database))
        #expect(try load("--quiet").output.isEmpty)
        let again = try load()
        #expect(again.status == 0)
        #expect(again.output.hasPrefix("gen-000001 was made from these very files: nothing to do"))
        #expect(
            try load("--progress", "json").output
                == "{\"event\":\"unchanged\",\"generation\":\"gen-000001\"}\n")
        #expect(try load("--quiet").output.isEmpty)
        #expect(try load("--force").output.contains("\ngen-000002: "))
        let stat = try Program.run("stat", "--db", database).output
        #expect(stat.contains(/\ntitle\.akas +7,341 +132 +132 +0 +0 +0\n/))
        #expect(stat.contains(/\nread title\.principals +\d+\.\d\d\n/))
    }

    @Test func backAndForthInOneCommand() throws {
        #expect(try generations("list").status == 3)
        for keep in ["3", "3", "3"] { #expect(try load("--force", "--keep", keep).status == 0) }
        let list = try generations("list").output
        #expect(
            list.contains(/\ngen-000003 +live +20[-\d]+T[:\d]+Z +[\d,]+ +228 +1,730 +2,860 +load\n/)
        )
        #expect(list.contains("\ngen-000001: from \(Program.root.path)/Samples\n"))
        #expect(list == (try generations().output))
        #expect(
            try generations("use", "1").output
                == "gen-000001 is live now, before it was gen-000003\n")
        #expect(try Program.run("check", "--db", database).output.hasPrefix("gen-000001 is sound"))
        #expect(try generations("use", "1").output == "gen-000001 is live already\n")
        let missing = try generations("use", "7")
        #expect(missing.status == 3 && missing.error.contains("it has gen-000001, gen-000002"))
        #expect(
            try generations("prune", "--keep", "1").output == "removed gen-000002, gen-000003\n")
        #expect(try generations("prune", "--keep", "1").output == "nothing to remove\n")
    }

    @Test(arguments: [
        (["prune"], "prune takes --keep K"), (["prune", "--keep", "0"], "prune takes --keep K"),
        (["use"], "expected list, use N or prune"), (["undo"], "expected list, use N or prune"),
        (["list", "all"], "expected list, use N or prune"),
    ])
    func wrongWords(words: [String], message: String) throws {
        let program = try Program.run(Program.costar, ["generations", "--db", database] + words)
        #expect(program.status == 2 && program.error.contains(message))
    }

    @Test(arguments: [
        (["--only", "film"], 2, "no title is of type film; there are movie, short"),
        (["--keep", "0"], 2, "--keep takes a number from 1"),
        (["--memory", "lots"], 2, "--memory takes a size such as 512M or 2G, not `lots`"),
        (["--memory", "0G"], 2, "--memory takes a size"),
        (["--memory", "9999999999999G"], 2, "--memory takes a size"),
        (["--progress", "bar"], 2, "--progress takes one of line, plain, json, none"),
    ])
    func loadRefuses(words: [String], status: Int32, message: String) throws {
        let program = try Program.run(
            Program.costar, ["load", "Samples", "--db", database] + words)
        #expect(program.status == status && program.error.contains(message))
    }

    /// Goal: a program can follow a load line by line.
    ///
    /// Method: credits come from a pipe that waits, so that there is time for lines of progress.
    @Test func progressForPrograms() throws {
        let script = try slowLoad(2.5, "--progress json")
        let program = try Program.run(URL(filePath: "/bin/bash"), ["-c", script])
        #expect(program.status == 0 && program.error.isEmpty)
        let objects = try program.output.split(separator: "\n").map {
            try #require(
                JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(objects.count >= 2)
        #expect(objects.dropLast().allSatisfy { $0["event"] as? String == "progress" })
        let last = try #require(objects.last)
        #expect(last["event"] as? String == "loaded" && last["credits"] as? Int == 2_860)
        #expect((last["stages"] as? [String: Any])?["sync"] != nil)
        let percents = objects.dropLast().compactMap { $0["percent"] as? Double }
        #expect(percents == percents.sorted() && percents.count == objects.count - 1)
    }

    /// Goal: people see one line that is drawn anew, at most ten times a second, and is gone at
    /// the end.
    @Test func progressOnATerminal() throws {
        let script = directory.appending(path: "load.sh")
        try Data(try slowLoad(1.5).utf8).write(to: script)
        let started = Date()
        let program = try Program.run(
            URL(filePath: "/usr/bin/script"), ["-qec", "bash '\(script.path)'", "/dev/null"])
        let seconds = Date().timeIntervalSince(started)
        #expect(program.status == 0)
        let drawn = program.output.components(separatedBy: "\r\u{1B}[K").dropFirst()
        #expect(drawn.count > 8 && Double(drawn.count) < seconds * 10 + 2)
        let form =
            /( \d|\d\d|100) +%  (-:--|\d+:\d\d) left  [\d,]+ rows, [\d,]+\/s  \d+ of \d+ MiB.*/
        for line in drawn.dropLast() {
            #expect(line.dropFirst().wholeMatch(of: form) != nil, "\(line)")
        }
        #expect(drawn.last?.hasPrefix("file ") == true)
    }

    /// Goal: a refresh, and the way back, under a running server: every answer is the old one or
    /// the new one.
    @Test func refreshUnderARunningServer() throws {
        #expect(try load("--quiet").status == 0)
        let dumps = directory.appending(path: "newer")
        try FileManager.default.copyItem(at: Program.root.appending(path: "Samples"), to: dumps)
        let titles = dumps.appending(path: "title.basics.tsv")
        let text = try String(contentsOf: titles, encoding: .utf8)
        try Data(text.replacingOccurrences(of: "\tApollo 13\t", with: "\tApollo XIII\t").utf8)
            .write(to: titles)
        let script = """
            costar='\(Program.costar.path)'; cd '\(directory.path)'
            $costar serve --db films --listen 127.0.0.1:0 2>server.log & server=$!
            until grep -q 'listening on' server.log; do sleep 0.02; done
            address=$(sed -n 's/.*listening on //p' server.log)
            while [ ! -e stop ]; do
                $costar ask --connect $address 'TITLE tt0112384' >>answers 2>&1 ||
                    echo failed >>answers
            done & asker=$!
            $costar refresh newer --db films >refresh.log; refreshed=$?
            until grep -q 'serving gen-000002 now' server.log; do sleep 0.02; done
            $costar ask --connect $address 'TITLE tt0112384' >new
            $costar generations use 1 --db films >back.log
            until grep -q 'serving gen-000001 now' server.log; do sleep 0.02; done
            touch stop; wait $asker; kill $server; wait $server
            exit $refreshed
            """
        let path = directory.appending(path: "refresh.sh")
        try Data(script.utf8).write(to: path)
        let program = try Program.run(
            URL(filePath: "/usr/bin/env"), ["timeout", "60", "bash", path.path])
        #expect(program.status == 0, "\(program.error)")
        func lines(_ name: String) throws -> [Substring] {
            try String(contentsOf: directory.appending(path: name), encoding: .utf8)
                .split(separator: "\n")
        }
        let answers = try lines("answers")
        #expect(answers.count > 3)
        #expect(
            answers.allSatisfy { $0.contains(/"title":"Apollo (13|XIII)"/) }, "\(Set(answers))")
        #expect(try lines("new").first?.contains(#""title":"Apollo XIII""#) == true)
        let told = try lines("refresh.log").joined(separator: "\n")
        #expect(told.contains(/\ntitles +0 +0 +1\n/) && told.contains("title.primaryTitle"))
        #expect(
            try lines("films/gen-000002/changes.tsv").contains {
                $0.hasPrefix("changed\ttitle\ttt0112384\tprimaryTitle\tApollo 13\tApollo XIII")
            })
        let again = try Program.run("refresh", dumps.path, "--db", database)
        #expect(again.status == 0 && again.output.contains("\ngen-000003: "))
        #expect(
            try Program.run("refresh", dumps.path, "--db", database).output
                .hasPrefix("gen-000003 was made from these very files"))
    }

    @Test func refreshNeedsALiveGeneration() throws {
        let program = try Program.run("refresh", "Samples", "--db", database)
        #expect(program.status == 3 && program.error.contains("holds no graph: run 'costar load"))
    }

    @Test func linesFitTheirTerminal() {
        let snapshot = LoadProgress.Snapshot(
            stages: ["read title.principals", "write people"], rows: 1_234_567, bytes: 5 << 20,
            bytesTotal: 20 << 20, fraction: 0.25, seconds: 30)
        #expect(
            snapshot.text(width: nil)
                == " 25 %  1:30 left  1,234,567 rows, 41,152/s  5 of 20 MiB  "
                + "read title.principals, write people")
        #expect(snapshot.text(width: 40).count == 39)
        #expect(snapshot.json.hasSuffix(#""percent":25.0,"seconds":30.0,"seconds_left":90}"#))
        #expect(snapshot.text(width: 0).isEmpty)
    }

    /// A script that loads the sample with credits from a pipe, which waits so many seconds after
    /// its header.
    private func slowLoad(_ seconds: Double, _ option: String = "") throws -> String {
        let dumps = directory.appending(path: "slow")
        let samples = Program.root.appending(path: "Samples")
        try FileManager.default.createDirectory(at: dumps, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: samples.path)
        where name.hasSuffix(".tsv") && name != "title.principals.tsv" {
            try FileManager.default.copyItem(
                at: samples.appending(path: name), to: dumps.appending(path: name))
        }
        let pipe = dumps.appending(path: "title.principals.tsv").path
        let source = samples.appending(path: "title.principals.tsv").path
        return """
            mkfifo '\(pipe)'
            { head -1 '\(source)'; sleep \(seconds); tail -n +2 '\(source)'; } >'\(pipe)' &
            timeout 20 '\(Program.costar.path)' load '\(dumps.path)' --db '\(database)' \(option)
            status=$?; kill %1 2>/dev/null; exit $status
            """
    }
}
