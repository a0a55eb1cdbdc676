/// Compares the manifest of a generation with what lies beside it.
enum ManifestCheck {
    static func run(
        generation path: String, _ report: inout StoreCheck.Report
    ) throws(StoreError) {
        let manifest: Manifest
        do throws(StoreError) {
            guard let found = try Manifest.read(generation: path) else {
                return report.add(Manifest.name, "file", "the manifest is missing")
            }
            manifest = found
        } catch {
            guard case .corrupted(let table, let key, let reason) = error else { throw error }
            return report.add(table, key, reason)
        }
        let counts = report.isSound ? try DataFile.counts(path) : manifest.counts
        for (index, name) in Manifest.countNames.enumerated()
        where manifest.counts[index] != counts[index] {
            report.add(
                Manifest.name, "count \(name)",
                "\(manifest.counts[index]) noted, the data holds \(counts[index])")
        }
        let found = try Manifest.files(generation: path)
        for file in manifest.files {
            guard let other = found.first(where: { $0.name == file.name }) else {
                report.add(file.name, "file", "the file is missing")
                continue
            }
            if other.bytes != file.bytes {
                report.add(file.name, "file", "\(other.bytes) bytes, noted are \(file.bytes)")
            } else if other.checksum != file.checksum {
                report.add(file.name, "file", "its content is not what was written")
            }
        }
        for file in found where !manifest.files.contains(where: { $0.name == file.name }) {
            report.add(file.name, "file", "not a file of this generation")
        }
    }
}
