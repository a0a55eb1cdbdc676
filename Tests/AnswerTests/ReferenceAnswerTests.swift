import Foundation
import GraphStore
import TestSupport
import Testing

/// Goal: every answer over real data is the one that others computed.
///
/// Method: the reference sets
/// through the real loader, compared with every file of `expected/`; then with copies in which one
/// value differs, which must be noticed.
@Suite(.enabled(if: ReferenceData.isPresent, "no reference data"))
struct ReferenceAnswerTests {
    /// Values that no answer can be compared with: how they were checked, and the rows of a file
    /// that is left out (``CrewTests`` has them).
    static let notCompared = [".networkx_crosscheck", ".rows.title.crew"]

    @Test(arguments: ReferenceData.sets)
    func answersAreThoseExpected(_ name: String) throws {
        let book = AnswerBook(try ReferenceSet.loaded(name))
        let directory = ReferenceData.expected(name)
        let files = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        try #require(files.count >= 5)
        for file in files {
            #expect(try book.differences(from: "\(directory)/\(file)") == [], "\(name) \(file)")
        }
        // In the same test, for the answers need not be asked again.
        for file in files { try changesAreNoticed(book, file, in: directory) }
    }

    private func changesAreNoticed(
        _ book: AnswerBook, _ file: String, in directory: String
    ) throws {
        let temporary = try TemporaryDirectory()
        let copy = temporary.appending(file)
        let original = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(file)"))
        let copies = try ChangedCopies(original)
        var changed = 0
        for kind in copies.kinds {
            let isCompared = !Self.notCompared.contains { kind.hasSuffix($0) }
            for data in try copies.copies(of: kind) {
                let differences = try differences(book, data, at: copy)
                #expect(differences.isEmpty == !isCompared, "\(file) with another \(kind)")
                changed += 1
            }
        }
        guard copies.kinds.isEmpty else { return #expect(changed >= copies.kinds.count) }
        // A file without values says that there are none.
        let data = Data("{\"Nobody at all\": [\"nm0000001\"]}".utf8)
        #expect(try !differences(book, data, at: copy).isEmpty, "\(file) with a value")
    }

    private func differences(_ book: AnswerBook, _ data: Data, at path: String) throws -> [String] {
        try data.write(to: URL(fileURLWithPath: path))
        return try book.differences(from: path)
    }

    @Test(arguments: ReferenceData.sets)
    func storeIsSound(_ name: String) throws {
        let set = try ReferenceSet.loaded(name)
        #expect(set.report.findings == [])
        #expect(set.report.isSound && set.report.blocks > 0)
    }
}
