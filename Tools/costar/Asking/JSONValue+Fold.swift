extension JSONValue {
    /// The value over several lines, none wider than `width` where that can be: what fits stays on
    /// one line, short members of an object share lines, records of a list get one each.
    ///
    /// Lines after the first are indented by `indent` columns at least. Only blanks and line ends
    /// are added.
    package func folded(width: Int, indent: Int = 0) -> String {
        Folder(width: width).text(of: self, indent: indent, used: indent)
    }

    fileprivate var oneLine: String {
        switch self {
        case .scalar(let text): text
        case .array(let values): "[" + values.map(\.oneLine).joined(separator: ", ") + "]"
        case .object(let members): "{" + members.map(Self.oneLine).joined(separator: ", ") + "}"
        }
    }

    fileprivate static func oneLine(_ member: (name: String, value: JSONValue)) -> String {
        "\"\(member.name)\": \(member.value.oneLine)"
    }
}

private struct Folder {
    let width: Int

    /// A value whose first line begins at `indent` and has `used` columns taken.
    func text(of value: JSONValue, indent: Int, used: Int) -> String {
        let line = value.oneLine
        if used + line.count <= width { return line }
        let inner = indent + 2
        switch value {
        case .scalar: return line
        case .array(let values):
            if values.isEmpty { return line }
            let texts = values.map { text(of: $0, indent: inner, used: inner + 1) }
            return bracket("[", lines(texts, indent: inner, isFilled: isFlat(values)), "]", indent)
        case .object(let members):
            if members.isEmpty { return line }
            if members.count == 1, let only = members.first {
                // `{"ok": {` says no more on two lines.
                let label = "{\"\(only.name)\": "
                return label + text(of: only.value, indent: indent, used: used + label.count) + "}"
            }
            let texts = members.map { member in
                let label = "\"\(member.name)\": "
                let used = inner + label.count + 1
                return label + text(of: member.value, indent: inner, used: used)
            }
            return bracket("{", lines(texts, indent: inner, isFilled: true), "}", indent)
        }
    }

    /// Joins texts by commas: as many on a line as fit when it is filled, one each when not.
    private func lines(_ texts: [String], indent: Int, isFilled: Bool) -> [String] {
        var lines: [String] = []
        var isOpen = false
        for (index, text) in texts.enumerated() {
            let text = index + 1 < texts.count ? text + "," : text
            let isLong = text.contains("\n")
            if isOpen, !isLong, let last = lines.last, last.count + 1 + text.count <= width {
                lines[lines.count - 1] = "\(last) \(text)"
            } else {
                lines.append(String(repeating: " ", count: indent) + text)
            }
            isOpen = isFilled && !isLong
        }
        return lines
    }

    private func bracket(_ open: String, _ lines: [String], _ close: String, _ indent: Int)
        -> String
    {
        let end = String(repeating: " ", count: indent) + close
        return ([open] + lines + [end]).joined(separator: "\n")
    }

    private func isFlat(_ values: [JSONValue]) -> Bool {
        values.allSatisfy { if case .scalar = $0 { true } else { false } }
    }
}
