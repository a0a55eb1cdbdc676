/// Turns a reply into text for people: what `costar ask` prints on a terminal.
///
/// The shape of the reply says how: no request is needed, so that replies of a server far away
/// look the same. Shapes that are not known print as names and values.
public enum ReplyText {
    /// The reply as lines, each ended by a line feed.
    public static func render(_ reply: ReplyValue) -> String {
        switch reply {
        case .map(let members):
            for member in members {
                if let render = shapes[member.name] { return render(reply) }
            }
            return properties(members)
        case .array(let values):
            if values.isEmpty { return "(none)\n" }
            return values.map { render($0) }.joined(separator: "\n")
        case .null: return "(no such id)\n"
        default: return scalar(reply) + "\n"
        }
    }

    /// How a map is rendered that has a member of this name.
    private static let shapes: [String: @Sendable (ReplyValue) -> String] = [
        "titleType": title, "runtime": title, "professions": person, "knownFor": person,
        "cast": cast, "directors": crew, "credits": filmography, "episodes": episodes,
        "akas": alternativeTitles, "costars": costars, "similar": similar, "degrees": degrees,
        "levels": distances,
        "nodes": neighborhood, "titles": titles, "people": people, "generation": statistics,
        "commands": commands, "usage": command, "results": results,
    ]

    // MARK: Pieces

    /// `Apollo 13 (1995)`.
    static func name(ofTitle title: ReplyValue?) -> String {
        guard let title, title != .null else { return "?" }
        let name = title["title"]?.text ?? title["id"]?.text ?? "?"
        return title["released"]?.number.map { "\(name) (\($0))" } ?? name
    }

    /// `Kevin Bacon`.
    static func name(ofPerson person: ReplyValue?) -> String {
        person?["name"]?.text ?? person?["id"]?.text ?? "?"
    }

    /// `"Jack Swigert"`, or the job, or nothing.
    static func part(_ credit: ReplyValue) -> String {
        let characters = credit["characters"]?.elements.compactMap(\.text) ?? []
        guard characters.isEmpty else {
            return characters.map { "\"\($0)\"" }.joined(separator: ", ")
        }
        return credit["job"]?.text ?? ""
    }

    /// A value on one line; texts as they are, lists joined by commas.
    static func scalar(_ value: ReplyValue?) -> String {
        switch value {
        case nil, .null: ""
        case .boolean(let value): value ? "yes" : "no"
        case .integer(let value): String(value)
        case .double(let value): value.description
        case .string(let value): value
        case .error(let value): value
        case .array(let values): values.map { scalar($0) }.joined(separator: ", ")
        case .map(let members):
            members.map { "\($0.name) \(scalar($0.value))" }.joined(separator: ", ")
        }
    }

    /// `3 of 27`, when a page left rows out.
    static func footer(_ shown: Int, of reply: ReplyValue) -> String {
        guard let total = reply["total"]?.number else { return "" }
        if total == 0 { return "(none)\n" }
        return shown < total ? "\(shown) of \(total)\n" : ""
    }

    private static func properties(_ members: [ReplyValue.Member]) -> String {
        var table = TextTable(.left, .left)
        for member in members { table.add(member.name, scalar(member.value)) }
        return table.text()
    }
}
