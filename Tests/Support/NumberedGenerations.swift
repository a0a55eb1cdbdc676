import Foundation
import GraphLoader
import GraphStore

/// A data directory whose every load gives each title and person a name that ends in the number of
/// the generation, so that an answer tells which one it is of.
public struct NumberedGenerations: Sendable {
    /// The data directory.
    public let database: String
    private let directory: TemporaryDirectory

    /// An empty data directory.
    public init() throws {
        directory = try TemporaryDirectory()
        database = directory.appending("db")
    }

    /// Loads the next generation: people 1 to 9 in a chain of titles 1 to 8.
    public func load(_ number: Int, keep: Int = 2) throws {
        var titles =
            "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\t"
            + "runtimeMinutes\tgenres\n"
        var names = "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n"
        var principals = "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n"
        for node in 1...9 {
            names += "nm\(node)\tPerson of \(number).\t\\N\t\\N\t\\N\t\\N\n"
            guard node < 9 else { continue }
            titles += "tt\(node)\tmovie\tTitle of \(number).\t\\N\t0\t\\N\t\\N\t\\N\t\\N\n"
            for place in 1...2 {
                principals += "tt\(node)\t\(place)\tnm\(node + place - 1)\tactor\t\\N\t\\N\n"
            }
        }
        let dumps = directory.appending("dumps-\(number)")
        try FileManager.default.createDirectory(
            atPath: dumps, withIntermediateDirectories: true)
        for (name, text) in [
            ("title.basics", titles), ("name.basics", names), ("title.principals", principals),
        ] {
            try text.write(toFile: "\(dumps)/\(name).tsv", atomically: false, encoding: .utf8)
        }
        var options = LoadOptions(inputs: [dumps], database: database)
        options.keep = keep
        _ = try Loader.load(options)
    }

    /// Data files of this directory that are mapped into this process, deleted ones included.
    public func mappedFiles() throws -> Set<String> {
        // By a handle: read as a file at once it ends where a page of the kernel does.
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/maps"))
        let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        return Set(
            maps.split(separator: "\n").compactMap { line in
                line.range(of: database).map { String(line[$0.lowerBound...]) }
            })
    }
}
