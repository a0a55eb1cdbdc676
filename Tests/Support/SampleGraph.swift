import GraphStore

/// The bundled sample as a graph, loaded once per test run.
package enum SampleGraph {
    /// The generation that the sample became.
    package static func graph() throws -> Generation { try loaded.get() }

    private static let loaded = Result<Generation, any Error> {
        // The directory goes with the store; the pages stay mapped after their names are gone.
        let store = try SampleStore()
        return try DataDirectory(store.database).openCurrent()
    }
}
