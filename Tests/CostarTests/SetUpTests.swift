import Foundation
import Testing

/// The set-up script on machines that lack things.
///
/// Method: a directory of pretenders in place of the machine's programs, each of which writes down
/// how it was called.
@Suite struct SetUpTests {
    private let directory: URL

    init() throws { directory = try Program.temporaryDirectory() }

    private func pretend(_ name: String, _ script: String) throws {
        let url = directory.appending(path: name)
        try Data("#!/bin/bash\necho \"\(name) $*\" >>\"$CALLS\"\n\(script)\n".utf8).write(to: url)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: url.path)
    }

    /// Runs the script with a machine that has only what the tests pretend and the shell's tools.
    private func setUp(_ words: String...) throws -> (program: Program, calls: String) {
        for name in ["sed", "sort", "head", "dirname", "env", "cat", "bash"] {
            let link = directory.appending(path: name)
            guard !FileManager.default.fileExists(atPath: link.path) else { continue }
            try FileManager.default.createSymbolicLink(
                at: link, withDestinationURL: URL(filePath: "/usr/bin/\(name)"))
        }
        let calls = directory.appending(path: "calls")
        let script = Program.root.appending(path: "scripts/setup").path
        let program = try Program.run(
            URL(filePath: "/bin/bash"), [script] + words,
            environment: ["PATH": directory.path, "CALLS": calls.path])
        let written = (try? String(contentsOf: calls, encoding: .utf8)) ?? ""
        try FileManager.default.removeItem(at: directory)
        return (program, written)
    }

    private func pretendSwift() throws { try pretend("swift", "echo 'Swift version 6.3.1 (x)'") }

    @Test func completeMachineIsLeftAlone() throws {
        try pretendSwift()
        try pretend("dpkg-query", "echo -n installed")
        try pretend("apt-get", "exit 1")
        let (program, calls) = try setUp()
        #expect(program.status == 0)
        #expect(program.output.isEmpty && program.error.isEmpty)
        #expect(!calls.contains("apt-get"))
    }

    @Test func missingPackagesAreInstalled() throws {
        try pretendSwift()
        try pretend("dpkg-query", "case $4 in liblmdb-dev) exit 1;; *) echo -n installed;; esac")
        try pretend("id", "echo 0")
        try pretend("apt-get", "")
        let (program, calls) = try setUp()
        #expect(program.status == 0)
        #expect(calls.contains("apt-get -qq update\n"))
        #expect(
            calls.contains("apt-get -qq -y --no-install-recommends install liblmdb-dev\n"))
    }

    @Test func sudoIsUsed() throws {
        try pretendSwift()
        try pretend("dpkg-query", "echo -n not-installed")
        try pretend("id", "echo 1000")
        try pretend("sudo", "shift; \"$@\"")
        try pretend("apt-get", "")
        let (program, calls) = try setUp()
        #expect(program.status == 0)
        #expect(calls.contains("sudo -n apt-get -qq update\n"))
        #expect(calls.contains("install liblmdb-dev libssl-dev"))
    }

    @Test(arguments: [true, false])
    func refusalNamesThePackages(hasSudo: Bool) throws {
        try pretendSwift()
        try pretend("dpkg-query", "case $4 in libisal-dev) exit 1;; *) echo -n installed;; esac")
        try pretend("id", "echo 1000")
        try pretend("apt-get", "")
        if hasSudo { try pretend("sudo", "exit 1") }
        let (program, _) = try setUp()
        #expect(program.status == 1)
        #expect(
            program.error.contains(
                "As root: apt-get update && apt-get install --no-install-recommends libisal-dev\n"
            ))
    }

    @Test func otherSystemsAreTold() throws {
        try pretendSwift()
        let (program, _) = try setUp()
        #expect(program.status == 1)
        #expect(program.error.contains("not a Debian system"))
        #expect(program.error.contains("liblmdb-dev"))
    }

    @Test func missingSwiftIsTold() throws {
        let (program, _) = try setUp()
        #expect(program.status == 1)
        #expect(program.error.contains("no `swift` on the PATH"))
    }

    @Test func oldSwiftIsTold() throws {
        try pretend("swift", "echo 'Swift version 5.10.1 (x)'")
        let (program, _) = try setUp()
        #expect(program.status == 1)
        #expect(program.error.contains("this is Swift 5.10.1; costar needs 6.3"))
    }
}
