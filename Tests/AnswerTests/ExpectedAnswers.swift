import Foundation

/// The files under `expected/`, as they are written there.
enum ExpectedAnswers {
    /// One entry of `pairs_<scope>.json`.
    struct Pair: Decodable {
        let a: String
        let aName: String
        let b: String
        let bName: String
        /// Nil: not connected.
        let degrees: Int?
        /// Not said for a person and themselves, nor where there is none.
        let distinctShortestPersonPaths: UInt64?
        let examplePeople: [String]?
        let exampleTitles: [String]?
    }

    /// One entry of `costars_<scope>.json`.
    struct Costars: Decodable {
        struct Row: Decodable {
            let nconst: String
            let name: String
            let shared: Int
        }

        let nconst: String
        let name: String
        let titles: Int
        let costarCount: Int
        let top: [Row]
    }

    /// One entry of `filmographies.json`.
    struct Filmography: Decodable {
        struct Credit: Decodable {
            let tconst: String
            let ordering: UInt32
            let category: String
            let job: String?
            /// As in the dump: JSON in a string.
            let characters: String?
            let titleType: String
            let primaryTitle: String
            let startYear: UInt32?
        }

        let nconst: String
        let name: String
        let credits: [Credit]
    }

    /// `summary.json`.
    struct Summary: Decodable {
        struct Scope: Decodable {
            struct Far: Decodable {
                let nconst: String
                let name: String
                let degrees: Int
            }

            struct Most: Decodable {
                let nconst: String
                let name: String
                let costars: Int
            }

            let persons: Int
            let titles: Int
            let distinctPersonTitleEdges: Int
            let components: Int
            /// The ten largest.
            let largestComponents: [Int]
            /// By distance; `unreachable` where there are such.
            let centreHistogram: [String: Int]
            let centreAverage: Double
            let centreCostars: Int
            let farthestExamples: [Far]
            let mostCostars: [Most]
        }

        struct Names: Decodable {
            let people: Int
            let distinctNames: Int
            let shared: Int

            enum CodingKeys: String, CodingKey {
                case people
                case distinctNames
                case shared = "namesSharedBy2+"
            }
        }

        let set: String
        let centre: String
        let centreName: String
        let scopes: [String: Scope]
        let names: Names
        let rows: [String: Int]
    }

    /// `name_collisions.json`: the people who share a name.
    typealias Collisions = [String: [String]]

    /// Reads a file.
    static func read<Answer: Decodable>(_ type: Answer.Type, _ path: String) throws -> Answer {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
