import Foundation
import Synchronization

/// A directory that goes away with the value, or with the process.
public final class TemporaryDirectory: Sendable {
    /// The path, without a slash at the end.
    public let path: String

    /// Makes a new directory.
    public init() throws {
        path = FileManager.default.temporaryDirectory.path + "/costar-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        TemporaryDirectory.living.insert(path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        TemporaryDirectory.living.remove(path)
    }

    /// Directories of values that stay to the end, such as those of static properties.
    private static let living = Living()

    private final class Living: Sendable {
        private let paths = Mutex<Set<String>>([])

        init() { atexit { TemporaryDirectory.living.removeAll() } }

        func insert(_ path: String) { _ = paths.withLock { $0.insert(path) } }

        func remove(_ path: String) { _ = paths.withLock { $0.remove(path) } }

        func removeAll() {
            for path in paths.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
        }
    }

    /// The path of something in the directory.
    public func appending(_ name: String) -> String { "\(path)/\(name)" }
}

/// Runs a program and waits for it.
///
/// - Returns: Exit status and what it printed, errors included.
@discardableResult
public func run(_ program: String, _ arguments: [String], input: String? = nil) throws -> (
    status: Int32, output: String
) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    let source = Pipe()
    process.standardInput = source
    try process.run()
    if let input { source.fileHandleForWriting.write(Data(input.utf8)) }
    try source.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// The directory of the package.
public let packageRoot: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
}()

/// The bundled sample.
public let samplesPath = "\(packageRoot)/Samples"
