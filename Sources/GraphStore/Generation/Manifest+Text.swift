/// The manifest as lines of text, both ways.
extension Manifest {
    /// The content of the file.
    package var text: [UInt8] {
        var lines: [[String]] = [
            ["manifest", Manifest.version], ["program", program], ["command", command],
            ["started", started], ["seconds", Hundredths.text(seconds)],
        ]
        if let previous { lines.append(["previous", previous]) }
        if !only.isEmpty { lines.append(["only"] + only) }
        if !without.isEmpty { lines.append(["without"] + without) }
        for input in inputs {
            lines.append(["input", input.dump, "\(input.bytes)", input.fingerprint, input.path])
            lines.append(["rows", input.dump] + input.rows.map(String.init))
        }
        for stage in stages { lines.append(["stage", stage.name, Hundredths.text(stage.seconds)]) }
        for (name, count) in zip(Manifest.countNames, counts) {
            lines.append(["count", name, "\(count)"])
        }
        for change in changes {
            lines.append([
                "changes", change.kind, "\(change.added)", "\(change.removed)",
                "\(change.changed)",
            ])
        }
        for file in files {
            lines.append(
                ["file", file.name, "\(file.bytes)"]
                    + (file.checksum.map { [hexadecimal($0)] } ?? []))
        }
        let body = lines.map { $0.map(Manifest.plain).joined(separator: "\t") + "\n" }.joined()
        let bytes = Array(body.utf8)
        let checksum = unsafe bytes.withUnsafeBytes { unsafe Checksum.of($0) }
        return bytes + Array("checksum\t\(hexadecimal(checksum))\n".utf8)
    }

    /// A path may hold anything; a field holds no control characters.
    private static func plain(_ field: String) -> String {
        String(String.UnicodeScalarView(field.unicodeScalars.map { $0.value < 32 ? "?" : $0 }))
    }

    /// Reads the content of the file.
    package init(text bytes: [UInt8]) throws(StoreError) {
        let text = String(decoding: bytes, as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard lines.popLast() == [""], let last = lines.popLast(), last.count == 2,
            last[0] == "checksum"
        else { throw Manifest.damaged("the last line", "no checksum ends it") }
        let body = bytes.prefix(bytes.count - last.joined(separator: "\t").utf8.count - 1)
        let checksum = unsafe Array(body).withUnsafeBytes { unsafe Checksum.of($0) }
        guard last[1] == hexadecimal(checksum) else {
            throw Manifest.damaged(
                "checksum", "it is \(last[1]), that of the lines is \(hexadecimal(checksum))")
        }
        guard lines.first == ["manifest", Manifest.version] else {
            throw Manifest.damaged("line 1", "expected version \(Manifest.version)")
        }
        self = try Manifest(lines: Manifest.Lines(lines))
    }

    /// The lines by key.
    private struct Lines {
        private let all: [[String]]

        init(_ all: [[String]]) { self.all = all }

        /// The values of every line of a key.
        func every(_ key: String) -> [[String]] {
            all.filter { $0[0] == key }.map { Array($0.dropFirst()) }
        }

        func one(_ key: String) throws(StoreError) -> String {
            guard let value = every(key).first?.first else {
                throw Manifest.damaged(key, "the line is missing")
            }
            return value
        }

        /// The numbers of every line of a key, behind the words it begins with.
        func numbers(_ key: String, after words: Int) throws(StoreError) -> [[Int]] {
            var found: [[Int]] = []
            for line in every(key) {
                let numbers = line.dropFirst(words).map { Int($0) ?? -1 }
                guard numbers.allSatisfy({ $0 >= 0 }) else {
                    throw Manifest.damaged(key, "not a number in '\(line.joined(separator: " "))'")
                }
                found.append(numbers)
            }
            return found
        }
    }

    private init(lines: Lines) throws(StoreError) {
        let rows = try Dictionary(
            zip(lines.every("rows").map { $0.first ?? "" }, lines.numbers("rows", after: 1)),
            uniquingKeysWith: { first, _ in first })
        var inputs: [Input] = []
        for line in lines.every("input") {
            guard line.count == 4, let bytes = Int(line[1]) else {
                throw Manifest.damaged("input", "dump, bytes, fingerprint and path expected")
            }
            inputs.append(
                Input(
                    dump: line[0], path: line[3], bytes: bytes, fingerprint: line[2],
                    rows: rows[line[0]] ?? []))
        }
        let changes = zip(lines.every("changes"), try lines.numbers("changes", after: 1))
        let counts = try lines.numbers("count", after: 1).flatMap { $0 }
        guard changes.allSatisfy({ $1.count == 3 }), counts.count == Manifest.countNames.count
        else {
            throw Manifest.damaged("count", "a number is missing")
        }
        var files: [File] = []
        for line in lines.every("file") {
            guard line.count == 2 || line.count == 3, let bytes = Int(line[1]) else {
                throw Manifest.damaged("file", "name, bytes and checksum expected")
            }
            let checksum = line.count == 3 ? UInt32(line[2], radix: 16) : nil
            files.append(File(name: line[0], bytes: bytes, checksum: checksum))
        }
        self.init(
            program: try lines.one("program"), command: try lines.one("command"),
            started: try lines.one("started"),
            seconds: Double(try lines.one("seconds")) ?? 0,
            previous: lines.every("previous").first?.first,
            only: lines.every("only").first ?? [], without: lines.every("without").first ?? [],
            inputs: inputs,
            stages: lines.every("stage").map {
                Stage(name: $0.first ?? "", seconds: Double($0.last ?? "") ?? 0)
            },
            counts: counts,
            changes: changes.map { line, numbers in
                Change(
                    kind: line.first ?? "", added: numbers[0], removed: numbers[1],
                    changed: numbers[2])
            },
            files: files)
    }

    private static func damaged(_ key: String, _ reason: String) -> StoreError {
        .corrupted(table: Manifest.name, key: key, reason: reason)
    }
}

/// Eight digits.
private func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
}

/// Numbers with two decimals, without a library that formats them.
package enum Hundredths {
    /// The nearest number with two decimals.
    static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    /// The number with two decimals, `4.50`.
    package static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let decimals = String(hundredths % 100)
        return "\(hundredths / 100).\(decimals.count == 1 ? "0" : "")\(decimals)"
    }
}
