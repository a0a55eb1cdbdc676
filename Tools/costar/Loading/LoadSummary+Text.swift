import GraphLoader
import GraphModel
import GraphStore

extension LoadSummary {
    /// What `costar load` prints when it is over.
    func told(as form: ProgressDisplay.Form) -> String { form == .json ? "\(json())\n" : text }

    /// What it prints when the live generation was made from the same files.
    static func unchanged(_ live: String, as form: ProgressDisplay.Form) -> String {
        form == .json
            ? "{\"event\":\"unchanged\",\"generation\":\"\(live)\"}\n"
            : "\(live) was made from these very files: nothing to do (--force loads them again)\n"
    }

    /// File by file, then the graph.
    private var text: String {
        let hasLeftOut = files.contains { $0.rowsLeftOut > 0 }
        var rows: [[String]] = [
            ["file", "rows read", "kept", "rejected", "dangling"]
                + (hasLeftOut ? ["left out"] : []) + ["seconds", "bytes"]
        ]
        for file in files {
            rows.append(
                [
                    file.file.rawValue, grouped(file.rowsRead), grouped(file.rowsKept),
                    grouped(file.rowsRejected), grouped(file.rowsDangling),
                ] + (hasLeftOut ? [grouped(file.rowsLeftOut)] : [])
                    + [Hundredths.text(file.seconds), grouped(file.bytesRead)])
        }
        var text = columns(rows)
        for file in absent { text += "\(file.rawValue): loaded without it\n" }
        text += remarks
        let titles = grouped(statistics.nodes[Int(Label.title.rawValue)])
        let people = grouped(statistics.nodes[Int(Label.person.rawValue)])
        let counts =
            "\(titles) titles, \(people) people, \(grouped(statistics.creditCount)) credits"
        guard let generation else {
            return text + """

                dry run, nothing was written: a load would make \(counts)
                about \(grouped(bytesOnDisk)) bytes on disk and the search indexes; \
                read in \(Hundredths.text(seconds)) s

                """
        }
        return text + """

            \(generation): \(counts)
            \(grouped(bytesOnDisk)) bytes on disk, loaded in \(Hundredths.text(seconds)) s

            """
    }

    /// One object with what a program may want to know.
    ///
    /// - Parameter changes: For a refresh, an object with what changed.
    /// - Returns: The object, without a line feed.
    func json(changes: String? = nil) -> String {
        let files = files.map { file in
            """
            {"file":"\(file.file.rawValue)","rows":\(file.rowsRead),"kept":\(file.rowsKept),\
            "rejected":\(file.rowsRejected),"dangling":\(file.rowsDangling),\
            "left_out":\(file.rowsLeftOut),"bytes":\(file.bytesRead),\
            "plain_bytes":\(file.plainBytes)}
            """
        }
        let stages = stages.map { "\"\($0.name)\":\(Hundredths.text($0.seconds))" }
        return """
            {"event":"\(changes == nil ? "loaded" : "refreshed")",\
            "generation":\(generation.map { "\"\($0)\"" } ?? "null"),\
            "titles":\(statistics.nodes[Int(Label.title.rawValue)]),\
            "people":\(statistics.nodes[Int(Label.person.rawValue)]),\
            "credits":\(statistics.creditCount),"bytes_on_disk":\(bytesOnDisk),\
            "seconds":\(Hundredths.text(seconds)),\
            "stages":{\(stages.joined(separator: ","))},"files":[\(files.joined(separator: ","))]\
            \(changes.map { ",\"changes\":\($0)" } ?? "")}
            """
    }

    /// What was not as usual in the files.
    private var remarks: String {
        var lines: [String] = []
        for file in files {
            for (reason, count) in file.rejectedByReason.sorted(by: {
                $0.key.rawValue < $1.key.rawValue
            })
            where count > 0 {
                lines.append(
                    "\(file.file.rawValue): \(grouped(count)) rejected, \(reason.rawValue)")
            }
            if file.referencesDangling > 0 {
                let count = grouped(file.referencesDangling)
                lines.append("\(file.file.rawValue): \(count) ids in lists name nobody")
            }
            for column in file.extraColumns {
                lines.append("\(file.file.rawValue): column \(column) is not known, left out")
            }
        }
        if generation != nil, files.contains(where: { $0.rowsRejected > 0 }) {
            lines.append("rejected rows stand in \(rejectsPath)")
        }
        return lines.map { "\($0)\n" }.joined()
    }
}
