import GraphLoader
import GraphStore

extension RefreshSummary {
    /// What `costar refresh` prints when it is over.
    func told(as form: ProgressDisplay.Form) -> String {
        form == .json ? "\(load.json(changes: json))\n" : load.told(as: form) + text
    }

    /// Fields that are listed; the rest stands in the audit trail.
    private static let fieldsMax = 20

    private var text: String {
        var rows = [["since \(previous)", "added", "removed", "changed"]]
        for change in changes {
            rows.append(
                [change.kind] + [change.added, change.removed, change.changed].map(grouped))
        }
        var text = "\n" + columns(rows)
        if !fields.isEmpty {
            let listed = fields.prefix(Self.fieldsMax).map { [$0.name, grouped($0.count)] }
            text += "\n" + columns([["changed field", "how often"]] + listed)
        }
        return text + "\nevery change stands in \(changesPath)\n"
    }

    private var json: String {
        let changes = changes.map { change in
            """
            "\(change.kind)":{"added":\(change.added),"removed":\(change.removed),\
            "changed":\(change.changed)}
            """
        }
        return "{\(changes.joined(separator: ","))}"
    }
}
