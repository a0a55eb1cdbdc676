extension MemoryGraph {
    /// The rows a graph is built from, as the dumps mean them after cleaning.
    package struct Rows: Sendable {
        /// A title; nil is absent.
        package struct Title: Sendable {
            package var number: UInt32
            package var type: String
            package var title: String?
            package var originalTitle: String?
            package var isAdult: Bool?
            package var startYear: UInt32?
            package var endYear: UInt32?
            package var runtime: UInt32?
            /// Joined by commas.
            package var genres: String?
            /// In hundredths.
            package var rating: UInt32?
            package var votes: UInt32?

            /// A title of which only this is known.
            package init(number: UInt32, type: String = "movie", title: String? = nil) {
                self.number = number
                self.type = type
                self.title = title
                originalTitle = title
            }
        }

        /// A person; nil is absent.
        package struct Person: Sendable {
            package var number: UInt32
            package var name: String?
            package var birthYear: UInt32?
            package var deathYear: UInt32?
            /// Joined by commas.
            package var professions: String?
            /// Numbers of titles.
            package var knownFor: [UInt32] = []

            /// A person of whom only this is known.
            package init(number: UInt32, name: String? = nil) {
                self.number = number
                self.name = name
            }
        }

        /// One row of principals, or one credit of title.crew alone.
        package struct Credit: Sendable {
            package var title: UInt32
            package var person: UInt32
            package var category: String
            /// Nil for a credit of title.crew alone.
            package var ordering: UInt32?
            /// The place in title.crew then.
            package var crewPosition: UInt32 = 0
            package var job: String?
            package var characters: [String]

            /// A row of principals.
            package init(
                title: UInt32, person: UInt32, category: String, ordering: UInt32?,
                job: String? = nil, characters: [String] = []
            ) {
                self.title = title
                self.person = person
                self.category = category
                self.ordering = ordering
                self.job = job
                self.characters = characters
            }
        }

        /// A row of title.episode.
        package struct Episode: Sendable {
            package var number: UInt32
            package var parent: UInt32
            package var season: UInt32?
            package var episode: UInt32?

            /// An episode of a series.
            package init(number: UInt32, parent: UInt32, season: UInt32?, episode: UInt32?) {
                self.number = number
                self.parent = parent
                self.season = season
                self.episode = episode
            }
        }

        package var titles: [Title] = []
        package var people: [Person] = []
        package var credits: [Credit] = []
        package var episodes: [Episode] = []

        /// No rows.
        package init() {}
    }

    /// Builds a graph: rows of one (title, person, category) become one credit, rows that name an
    /// absent title or person are dropped.
    ///
    /// - Complexity: O(n log n) in the rows; meant for tests, not for dumps.
    package convenience init(_ rows: Rows) {
        self.init(RowsBuilder(rows))
    }
}
