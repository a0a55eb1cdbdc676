import GraphModel
import GraphStore

extension Command {
    package static let stat = Command(
        name: "stat",
        summary: "Tell what a database holds",
        synopsis: "--db PATH",
        about: """
            Counts titles by type and credits by category, and tells entries and bytes of
            every table. The counts were made by the load: this takes no time. The database
            may be in use.

            Of the load it tells from which files the generation was made, by which
            version, when and how long each stage took.
            """,
        options: [.database],
        examples: [("costar stat --db films", "counts and sizes")],
        run: { arguments throws(Failure) in
            Streams.print(
                try Failure.wrap { () throws(StoreError) in
                    try text(of: try DataDirectory(arguments.database).openCurrent())
                })
            return .success
        })

    private static func text(of generation: Generation) throws(StoreError) -> String {
        let statistics = generation.statistics
        var nodes = [["nodes", "count"]]
        for (type, count) in zip(generation.words(.titleTypes), statistics.titlesByType) {
            nodes.append(["title, \(type)", grouped(count)])
        }
        nodes.append(["person", grouped(generation.count(.person))])

        var edges = [["edges", "count"]]
        for (category, count) in zip(generation.words(.categories), statistics.credits)
        where count > 0 {
            edges.append(["credit, \(category)", grouped(count)])
        }
        edges.append(["of these in title.crew only", grouped(statistics.crewOnlyCredits)])
        edges.append(["known for", grouped(statistics.knownFor)])
        edges.append(["episode of", grouped(statistics.episodes)])

        let others = [
            ["other", "count"],
            ["alternative titles", grouped(statistics.alternativeTitles)],
            ["titles with a rating", grouped(statistics.ratedTitles)],
            ["most credits of one title", grouped(statistics.titleCreditsMax)],
            ["most credits of one person", grouped(statistics.personCreditsMax)],
            ["components of people", grouped(statistics.components)],
            ["people of the largest component", grouped(generation.components.largest)],
        ]

        let sizes = try generation.tableSizes()
        var tables = [["table", "entries", "bytes"]]
        for size in sizes {
            tables.append([size.table.name, grouped(size.entries), grouped(size.bytes)])
        }
        tables.append(["all", "", grouped(sizes.reduce(0) { $0 + $1.bytes })])
        return "\(generation.path)\n\n"
            + ([nodes, edges, others, tables].map(columns)
            + [try generation.manifest().map(text) ?? "made without a manifest\n"])
            .joined(separator: "\n")
    }

    /// What the generation was made from, and where the time went.
    private static func text(of manifest: Manifest) -> String {
        var inputs = [["made from", "bytes"] + Manifest.Input.rowNames]
        for input in manifest.inputs {
            inputs.append([input.dump, grouped(input.bytes)] + input.rows.map(grouped))
        }
        var stages = [["stage", "seconds"]]
        for stage in manifest.stages {
            stages.append([stage.name, Hundredths.text(stage.seconds)])
        }
        var changes = [["since \(manifest.previous ?? "-")", "added", "removed", "changed"]]
        for change in manifest.changes {
            changes.append(
                [change.kind] + [change.added, change.removed, change.changed].map(grouped))
        }
        let made =
            "costar \(manifest.program), \(manifest.command) at \(manifest.started), "
            + "\(Hundredths.text(manifest.seconds)) s, \(manifest.source)\n"
        return ([inputs, stages] + (manifest.changes.isEmpty ? [] : [changes])).map(columns)
            .joined(separator: "\n") + "\n" + made
    }
}
