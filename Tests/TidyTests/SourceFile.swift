import Foundation

/// One text file of the project.
struct SourceFile {
    /// From the package's root, `Sources/GraphModel/Text.swift`.
    let path: String
    /// The content.
    let text: String
    /// The content line by line, without line ends.
    let lines: [Substring]
    /// Swift code line by line, comments and strings blanked; empty for other files.
    let code: [Substring]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = Self.lines(of: text)
        code = path.hasSuffix(".swift") ? Self.lines(of: CodeMask.mask(text)) : []
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Whether the file stands in one of the directories.
    func isIn(_ directories: String...) -> Bool {
        directories.contains { path.hasPrefix("\($0)/") }
    }
}

/// The files of the project as they stand in the working tree.
enum SourceTree {
    /// The root of the package.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every text file but what git ignores.
    static let files: [SourceFile] = {
        let ignored: Set<String> = [".build", ".git", "__pycache__", ".venv"]
        var files: [SourceFile] = []
        let keys: [URLResourceKey] = [.isRegularFileKey]
        let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: keys)
        while let url = walk?.nextObject() as? URL {
            if ignored.contains(url.lastPathComponent) {
                walk?.skipDescendants()
            } else if (try? url.resourceValues(forKeys: Set(keys)))?.isRegularFile == true,
                let text = try? String(contentsOf: url, encoding: .utf8)
            {
                files.append(SourceFile(path: relative(url), text: text))
            }
        }
        return files.sorted { $0.path < $1.path }
    }()

    /// A file that has to be there.
    static func file(_ path: String) throws -> SourceFile {
        let url = root.appending(path: path)
        return SourceFile(path: path, text: try String(contentsOf: url, encoding: .utf8))
    }

    private static func relative(_ url: URL) -> String {
        url.pathComponents.dropFirst(root.pathComponents.count).joined(separator: "/")
    }
}
