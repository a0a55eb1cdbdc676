import Foundation
import GraphLoader
import GraphStore

/// The bundled sample, loaded: a data directory of its own.
public struct SampleStore: Sendable {
    /// Where it lies.
    public let directory: TemporaryDirectory

    /// Loads the sample, or other dumps.
    public init(_ inputs: [String] = [samplesPath]) throws {
        directory = try TemporaryDirectory()
        _ = try Loader.load(LoadOptions(inputs: inputs, database: database))
    }

    /// The data directory.
    public var database: String { directory.appending("db") }

    /// The path of the live generation.
    public func generationPath() throws -> String {
        "\(database)/\(try DataDirectory(database).currentName())"
    }

    /// The path of the data file of the live generation.
    public func dataFile() throws -> String { "\(try generationPath())/data.mdb" }
}
