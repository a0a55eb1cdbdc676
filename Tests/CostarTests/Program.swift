import Foundation
import Testing

/// Runs the program, or any other, and keeps what it says.
struct Program {
    let status: Int32
    let output: String
    let error: String

    /// The directory of this package.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The program that was built together with this test.
    static let costar = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "costar")

    /// Runs `costar` with words and, on its standard input, a text.
    @discardableResult
    static func run(_ words: String..., input: String = "") throws -> Program {
        try run(costar, words, input: input)
    }

    /// Runs a program in the root of the package.
    static func run(
        _ program: URL, _ words: [String], input: String = "",
        environment: [String: String]? = nil
    ) throws -> Program {
        let process = Process()
        process.executableURL = program
        process.arguments = words
        process.currentDirectoryURL = root
        if let environment { process.environment = environment }
        // Files, not pipes: nobody has to read while the program writes.
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let (inputURL, outputURL, errorURL) = (
            directory.appending(path: "in"), directory.appending(path: "out"),
            directory.appending(path: "err")
        )
        try Data(input.utf8).write(to: inputURL)
        for url in [outputURL, errorURL] { try Data().write(to: url) }
        process.standardInput = try FileHandle(forReadingFrom: inputURL)
        process.standardOutput = try FileHandle(forWritingTo: outputURL)
        process.standardError = try FileHandle(forWritingTo: errorURL)
        try process.run()
        process.waitUntilExit()
        return Program(
            status: process.terminationStatus,
            output: try String(contentsOf: outputURL, encoding: .utf8),
            error: try String(contentsOf: errorURL, encoding: .utf8))
    }

    /// A directory of its own.
    static func temporaryDirectory() throws -> URL {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "costar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }
}
