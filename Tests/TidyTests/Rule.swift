/// A place that breaks a rule.
struct Violation: CustomStringConvertible, Equatable {
    let path: String
    /// From 1.
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}

/// What holds for every file of the project, beyond what the compiler and the formatter see.
enum Rule {
    /// Longest file, in lines.
    static let fileLinesMax = 600
    /// Longest function, in lines from its name to its closing brace.
    static let functionLinesMax = 70
    /// Longest line of code, in characters.
    static let lineCharactersMax = 100

    /// The modules and what each may import of the others; the doors to C stand above all.
    static let arrows: [String: Set<String>] = [
        "GraphModel": [],
        "GraphStore": ["GraphModel"],
        "GraphLoader": ["GraphModel", "GraphStore"],
        "GraphQuery": ["GraphModel"],
        "GraphServer": ["GraphModel", "GraphStore", "GraphQuery"],
    ]

    /// Modules of the toolchain that Sources and Tools may import.
    static let toolchainModules: Set<String> = ["Glibc", "Synchronization"]

    /// Imports against the arrow, and of modules that the project does without, such as Foundation.
    static func imports(_ file: SourceFile) -> [Violation] {
        guard file.isIn("Sources", "Tools", "Benchmarks") else { return [] }
        let room = String(file.path.split(separator: "/")[1])
        let allowed = arrows[room] ?? Set(arrows.keys)
        return file.code.enumerated().compactMap { index, line in
            guard let match = line.firstMatch(of: /^\s*(?:[@\w()]+\s+)*import\s+(?:\w+\s+)?(\w+)/)
            else { return nil }
            let module = String(match.1)
            let isDoorToC = module.wholeMatch(of: /C[A-Z]\w*/) != nil
            if isDoorToC || toolchainModules.contains(module) || allowed.contains(module) {
                return nil
            }
            return Violation(
                path: file.path, line: index + 1,
                message: "\(room) must not import \(module)")
        }
    }

    /// Files with more lines than one can know.
    static func fileLength(_ file: SourceFile) -> [Violation] {
        let count = file.lines.count - (file.lines.last?.isEmpty == true ? 1 : 0)
        guard isCode(file), count > fileLinesMax else { return [] }
        return [Violation(path: file.path, line: count, message: "more than \(fileLinesMax) lines")]
    }

    /// Lines that do not fit beside another window.
    ///
    /// A literal of a test, such as a reply to compare with, may stand on a line of its own as it
    /// is.
    static func lineLength(_ file: SourceFile) -> [Violation] {
        guard isCode(file) else { return [] }
        return file.lines.enumerated().compactMap { index, line in
            // The formatter does not count a comma that it puts at the end.
            let count = line.count - (line.hasSuffix(",") ? 1 : 0)
            guard count > lineCharactersMax else { return nil }
            if file.isIn("Tests"), line.firstMatch(of: /^\s*(== )?#*"/) != nil { return nil }
            return Violation(
                path: file.path, line: index + 1,
                message: "\(count) characters, at most \(lineCharactersMax)")
        }
    }

    /// Functions, initializers and accessors that do not fit on a screen.
    static func functionLength(_ file: SourceFile) -> [Violation] {
        var violations: [Violation] = []
        for (index, line) in file.code.enumerated()
        where line.firstMatch(of: /(?:^|\s)(?:func\s|init[?!]?[(<]|deinit\b|subscript[(<])/) != nil
        {
            guard let last = closingLine(file.code, from: index) else { continue }
            let count = last - index + 1
            if count > functionLinesMax {
                violations.append(
                    Violation(
                        path: file.path, line: index + 1,
                        message: "a function of \(count) lines, at most \(functionLinesMax)"))
            }
        }
        return violations
    }

    /// The line that closes the first brace opened from a line on; nil for a declaration without
    /// body: a line that begins the next declaration comes first.
    private static func closingLine(_ code: [Substring], from start: Int) -> Int? {
        var depth = 0
        for index in start..<code.count {
            if depth == 0, index > start, code[index].firstMatch(of: /\b(func|var|case)\s/) != nil {
                return nil
            }
            for letter in code[index].utf8 {
                if letter == UInt8(ascii: "{") { depth += 1 }
                guard letter == UInt8(ascii: "}") else { continue }
                depth -= 1
                if depth == 0 { return index }
                if depth < 0 { return nil }
            }
        }
        return nil
    }

    /// Marks of unfinished work.
    static func unfinishedMarks(_ file: SourceFile) -> [Violation] {
        words(["TO" + "DO", "FIX" + "ME"], in: file, message: "unfinished work")
    }

    /// Paths of the machine somebody works on.
    static func machinePaths(_ file: SourceFile) -> [Violation] {
        let paths = ["/wo" + "rk/", "/tmp" + "/wt", "/ro" + "ot/", "/ho" + "me/"]
        return words(paths, in: file, message: "a path of one machine")
    }

    private static func words(
        _ words: [String], in file: SourceFile, message: String
    ) -> [Violation] {
        file.lines.enumerated().flatMap { index, line in
            words.filter { line.contains($0) }.map {
                Violation(path: file.path, line: index + 1, message: "\(message): \($0)")
            }
        }
    }

    /// Whether people write the file for a compiler or an interpreter.
    private static func isCode(_ file: SourceFile) -> Bool {
        let endings = [".swift", ".c", ".h", ".cpp", ".py", "Makefile"]
        return endings.contains { file.path.hasSuffix($0) } || file.isIn("scripts", ".ci")
    }
}
