/// One function per shape of reply.
extension ReplyText {
    // MARK: Records

    @Sendable static func title(_ reply: ReplyValue) -> String {
        var table = TextTable(.left, .left)
        func add(_ name: String, _ value: String) {
            if !value.isEmpty { table.add(name, value) }
        }
        add("id", scalar(reply["id"]))
        if let original = reply["originalTitle"], original != reply["title"] {
            add("original title", scalar(original))
        }
        add("type", scalar(reply["titleType"]))
        if let series = reply["series"] {
            let place = [("season", reply["season"]), ("episode", reply["episode"])]
                .filter { $0.1?.number != nil }.map { "\($0.0) \(scalar($0.1))" }
            add("series", ([name(ofTitle: series)] + place).joined(separator: ", "))
        }
        add("ended", scalar(reply["ended"]))
        add("runtime", reply["runtime"]?.number.map { "\($0) min" } ?? "")
        add("genres", scalar(reply["genres"]))
        if let rating = reply["rating"] {
            add("rating", "\(scalar(rating)) from \(scalar(reply["votes"])) votes")
        }
        if reply["adult"] == .boolean(true) { add("adult", "yes") }
        return name(ofTitle: reply) + "\n" + table.text(indent: "  ")
    }

    @Sendable static func person(_ reply: ReplyValue) -> String {
        var table = TextTable(.left, .left)
        for property in ["id", "born", "died", "professions"] {
            if let value = reply[property] { table.add(property, scalar(value)) }
        }
        for (index, title) in (reply["knownFor"]?.elements ?? []).enumerated() {
            table.add(index == 0 ? "known for" : "", name(ofTitle: title))
        }
        return name(ofPerson: reply) + "\n" + table.text(indent: "  ")
    }

    // MARK: Listings

    @Sendable static func cast(_ reply: ReplyValue) -> String {
        var table = TextTable(.right, .left, .left, .left, .left)
        let rows = reply["cast"]?.elements ?? []
        for row in rows {
            table.add(
                scalar(row["ordering"]), name(ofPerson: row["person"]), scalar(row["category"]),
                part(row), scalar(row["person"]?["id"]))
        }
        return table.text() + footer(rows.count, of: reply)
    }

    @Sendable static func crew(_ reply: ReplyValue) -> String {
        var table = TextTable(.left, .left, .left)
        for (list, one) in [("directors", "director"), ("writers", "writer")] {
            for person in reply[list]?.elements ?? [] {
                table.add(one, name(ofPerson: person), scalar(person["id"]))
            }
        }
        let text = table.text()
        return text.isEmpty ? "(none)\n" : text
    }

    @Sendable static func filmography(_ reply: ReplyValue) -> String {
        var table = TextTable(.right, .left, .left, .left, .left)
        let rows = reply["credits"]?.elements ?? []
        for row in rows {
            table.add(
                scalar(row["title"]?["released"]), scalar(row["title"]?["title"]),
                scalar(row["category"]), part(row), scalar(row["title"]?["id"]))
        }
        return table.text() + footer(rows.count, of: reply)
    }

    @Sendable static func episodes(_ reply: ReplyValue) -> String {
        var table = TextTable(.right, .left, .left)
        let rows = reply["episodes"]?.elements ?? []
        for row in rows {
            let place = [row["season"], row["episode"]].map { $0?.number.map { "\($0)" } ?? "?" }
            table.add(
                place.joined(separator: "."), name(ofTitle: row["title"]),
                scalar(row["title"]?["id"]))
        }
        return table.text() + footer(rows.count, of: reply)
    }

    @Sendable static func alternativeTitles(_ reply: ReplyValue) -> String {
        var table = TextTable(.left, .left, .left, .left, .left)
        let rows = reply["akas"]?.elements ?? []
        for row in rows {
            table.add(
                scalar(row["region"]), scalar(row["language"]), scalar(row["title"]),
                scalar(row["types"]), scalar(row["attributes"]))
        }
        return table.text() + footer(rows.count, of: reply)
    }

    // MARK: Searches

    /// Titles and people found by their names; what fits less well than whole words says so.
    @Sendable static func results(_ reply: ReplyValue) -> String {
        let rows = reply["results"]?.elements ?? []
        var table = TextTable(.left, .left, .left, .left)
        for row in rows {
            let title = row["title"]
            let node = title ?? row["person"]
            table.add(
                title == nil ? name(ofPerson: node) : name(ofTitle: node), scalar(node?["id"]),
                scalar(title?["titleType"]), row["score"]?.number.map { fits[$0] ?? "" } ?? "")
        }
        guard !rows.isEmpty || reply["total"] != nil else { return "(none)\n" }
        return table.text() + footer(rows.count, of: reply)
    }

    /// What a score below that of whole words means.
    private static let fits = [2: "begins so", 1: "one typo", 0: "several typos"]

    @Sendable static func costars(_ reply: ReplyValue) -> String {
        var table = TextTable(.right, .left, .left, .left)
        let rows = reply["costars"]?.elements ?? []
        for row in rows {
            let titles = row["titles"]?.elements ?? []
            let more = (row["shared"]?.number ?? 0) > titles.count && !titles.isEmpty ? ", …" : ""
            table.add(
                scalar(row["shared"]), name(ofPerson: row["person"]),
                scalar(row["person"]?["id"]),
                titles.map { name(ofTitle: $0) }.joined(separator: ", ") + more)
        }
        return table.text() + footer(rows.count, of: reply)
    }

    @Sendable static func similar(_ reply: ReplyValue) -> String {
        var table = TextTable(.right, .left, .left)
        let rows = reply["similar"]?.elements ?? []
        for row in rows {
            let isTitle = row["title"] != nil
            let node = row[isTitle ? "title" : "person"]
            table.add(
                scalar(row["score"]), isTitle ? name(ofTitle: node) : name(ofPerson: node),
                scalar(node?["id"]))
        }
        return table.text() + footer(rows.count, of: reply)
    }

    @Sendable static func titles(_ reply: ReplyValue) -> String {
        let rows = reply["titles"]?.elements ?? []
        var table = TextTable(.left, .left)
        for title in rows { table.add(name(ofTitle: title), scalar(title["id"])) }
        return table.text() + footer(rows.count, of: reply)
    }

    @Sendable static func people(_ reply: ReplyValue) -> String {
        let rows = reply["people"]?.elements ?? []
        var table = TextTable(.left, .left)
        for person in rows { table.add(name(ofPerson: person), scalar(person["id"])) }
        return table.text() + footer(rows.count, of: reply)
    }

    @Sendable static func degrees(_ reply: ReplyValue) -> String {
        guard let degrees = reply["degrees"]?.number else {
            return scalar(reply["reason"]) + "\n"
        }
        var text = degrees == 1 ? "1 degree" : "\(degrees) degrees"
        if let count = reply["count"]?.number {
            text += ", \(count) shortest " + (count == 1 ? "chain" : "chains")
        }
        text += "\n"
        for path in reply["paths"]?.elements ?? [] {
            // People and hops take turns.
            let words = path.elements.enumerated().map { index, element in
                index % 2 == 0 ? name(ofPerson: element) : name(ofTitle: element["title"])
            }
            text += words.joined(separator: " — ") + "\n"
        }
        return text
    }

    @Sendable static func distances(_ reply: ReplyValue) -> String {
        var table = TextTable(.right, .right)
        table.add("distance", "people")
        for level in reply["levels"]?.elements ?? [] {
            table.add(scalar(level["distance"]), scalar(level["people"]))
        }
        if let count = reply["unreachable"]?.number { table.add("unreachable", String(count)) }
        var text = table.text()
        if reply["people"] != nil {
            text += "\n" + ReplyText.people(reply)
        }
        return text
    }

    @Sendable static func neighborhood(_ reply: ReplyValue) -> String {
        var nodes = TextTable(.right, .left, .left)
        for row in reply["nodes"]?.elements ?? [] {
            let isTitle = row["title"] != nil
            let node = row[isTitle ? "title" : "person"]
            nodes.add(
                scalar(row["distance"]), isTitle ? name(ofTitle: node) : name(ofPerson: node),
                scalar(node?["id"]))
        }
        var edges = TextTable(.left, .left, .left)
        for row in reply["edges"]?.elements ?? [] {
            edges.add(
                name(ofPerson: row["person"]), scalar(row["category"]), name(ofTitle: row["title"]))
        }
        let more = reply["truncated"] == .boolean(true) ? "there are more\n" : ""
        return [nodes.text(), edges.text(), more].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    @Sendable static func statistics(_ reply: ReplyValue) -> String {
        guard case .map(let members) = reply else { return "" }
        var table = TextTable(.left, .right)
        for member in members {
            guard case .map(let counts) = member.value else {
                table.add(member.name, scalar(member.value))
                continue
            }
            table.add(member.name, "")
            for count in counts { table.add("  " + count.name, scalar(count.value)) }
        }
        return table.text()
    }

    /// HELP: a command a line, without its options.
    @Sendable static func commands(_ reply: ReplyValue) -> String {
        var table = TextTable(.left, .left)
        for command in reply["commands"]?.elements ?? [] {
            var usage = withoutOptions(scalar(command["usage"]))
            if usage.count > 20 { usage = "\(usage.prefix(19))…" }
            table.add(usage, scalar(command["summary"]))
        }
        return table.text() + "\nHELP with a name tells the options of one.\n"
    }

    /// HELP with a name.
    @Sendable static func command(_ reply: ReplyValue) -> String {
        let options = reply["options"]?.elements ?? []
        let usage = scalar(reply["usage"])
        var text = options.isEmpty ? usage : "\(withoutOptions(usage)) [options]"
        var table = TextTable(.left, .left)
        for option in options { table.add(scalar(option["usage"]), scalar(option["summary"])) }
        text += "\n\(scalar(reply["summary"]))\n\(table.text(indent: "  "))"
        return text + "Example: \(scalar(reply["example"]))\n"
    }

    private static func withoutOptions(_ usage: String) -> String {
        let end = usage.firstIndex(of: "[") ?? usage.endIndex
        return usage[..<end].split(separator: " ").joined(separator: " ")
    }
}
