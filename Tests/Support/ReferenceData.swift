import Foundation

/// Dumps with independently computed answers, which are no part of the package.
package enum ReferenceData {
    /// `$COSTAR_DATA`, else `../shared/data` beside the package.
    package static let path: String =
        ProcessInfo.processInfo.environment["COSTAR_DATA"]
        ?? URL(fileURLWithPath: "\(packageRoot)/../shared/data").standardizedFileURL.path

    /// Whether the data is there; says so in a line when it is not.
    package static let isPresent: Bool = {
        let found = FileManager.default.fileExists(atPath: "\(path)/expected")
        if !found { print("skipped: \(absence)") }
        return found
    }()

    /// Why tests are skipped without the data.
    package static let absence =
        "no reference data: set COSTAR_DATA or put it beside the package as ../shared/data"

    /// The sets with answers, loaded without title.crew since they were computed so.
    package static let sets = ["neo4j_movies", "small_imdb_real", "wikipedia_us"]

    /// The directory of a set's dumps.
    package static func dumps(_ set: String) -> String { "\(path)/\(set)" }

    /// The directory of a set's answers.
    package static func expected(_ set: String) -> String { "\(path)/expected/\(set)" }
}
