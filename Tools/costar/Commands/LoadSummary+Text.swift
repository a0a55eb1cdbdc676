import GraphLoader
import GraphModel

extension LoadSummary {
    /// What `costar load` prints: file by file, then the graph.
    var text: String {
        var rows: [[String]] = [
            ["file", "rows read", "kept", "rejected", "dangling", "seconds", "bytes"]
        ]
        for file in files {
            rows.append([
                file.file.rawValue, grouped(file.rowsRead), grouped(file.rowsKept),
                grouped(file.rowsRejected), grouped(file.rowsDangling), seconds(file.seconds),
                grouped(file.bytesRead),
            ])
        }
        var text = columns(rows)
        for file in absent { text += "\(file.rawValue): not there, loaded without it\n" }
        text += remarks
        let credits = grouped(statistics.creditCount)
        return text + """

            \(generation): \(grouped(statistics.nodes[Int(Label.title.rawValue)])) titles, \
            \(grouped(statistics.nodes[Int(Label.person.rawValue)])) people, \(credits) credits
            \(grouped(bytesOnDisk)) bytes on disk, loaded in \(seconds(seconds)) s

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
        if files.contains(where: { $0.rowsRejected > 0 }) {
            lines.append("rejected rows stand in \(rejectsPath)")
        }
        return lines.map { "\($0)\n" }.joined()
    }

    /// Seconds with two decimals.
    private func seconds(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let decimals = String(hundredths % 100)
        return "\(hundredths / 100).\(decimals.count == 1 ? "0" : "")\(decimals)"
    }
}
