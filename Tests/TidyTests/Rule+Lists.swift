/// Rules that hold the code against a list in the documents, both ways.
extension Rule {
    /// Files that use `unsafe` and are not listed, listed files that do not use it, and listed
    /// files without a reason.
    ///
    /// A line of the list is a table row: the path in back-quotes, then the reason.
    static func unsafeList(_ files: [SourceFile], _ list: SourceFile) -> [Violation] {
        var reasons: [String: (line: Int, reason: String)] = [:]
        for (index, line) in list.lines.enumerated() {
            guard let row = line.wholeMatch(of: /\|\s*`([^`]+\.swift)`\s*\|(.*)\|\s*/) else {
                continue
            }
            reasons[String(row.1)] = (index + 1, String(row.2.drop { $0 == " " }))
        }
        var violations: [Violation] = []
        for file in files where file.isIn("Sources", "Tools", "Benchmarks") {
            let uses = unsafeLine(file)
            switch (uses, reasons.removeValue(forKey: file.path)) {
            case (let use?, nil):
                violations.append(
                    Violation(
                        path: file.path, line: use,
                        message: "uses unsafe and does not stand in \(list.path)"))
            case (nil, let row?):
                violations.append(
                    Violation(
                        path: list.path, line: row.line, message: "\(file.path) is safe by now"))
            case (_?, let row?) where row.reason.count < 20:
                violations.append(
                    Violation(path: list.path, line: row.line, message: "say why it is sound"))
            case (_, _): break
            }
        }
        violations += reasons.sorted { $0.key < $1.key }.map { path, row in
            Violation(path: list.path, line: row.line, message: "there is no \(path)")
        }
        return violations
    }

    /// The first line that steps out of what the compiler checks, from 1.
    private static func unsafeLine(_ file: SourceFile) -> Int? {
        let words = /\bunsafe\b|@unsafe\b|@unchecked\b|\bunsafeBitCast\b|\bunowned\(unsafe\)/
        return file.code.firstIndex { $0.firstMatch(of: words) != nil }.map { $0 + 1 }
    }

    /// Names that a document has to explain and does not: each has to stand in a heading.
    static func undocumented(_ names: [String], in document: SourceFile) -> [Violation] {
        let headings = document.lines.filter { $0.hasPrefix("#") }
        let explained = Set(
            headings.flatMap { $0.split { " ,`".contains($0) } }.map { String($0) })
        return names.filter { !explained.contains($0) }.map {
            Violation(path: document.path, line: 1, message: "does not explain `\($0)`")
        }
    }
}
