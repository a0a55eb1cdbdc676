import Foundation
import GraphStore
import TestSupport
import Testing

/// Goal: whatever happens to a load, `CURRENT` names a whole generation.
@Suite struct PublishTests {
    private func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test func keepsTheLiveGenerationAndOneBefore() throws {
        let directory = try TemporaryDirectory()
        for number in 1...4 {
            let draft = try GenerationDraft(in: DataDirectory(directory.path))
            try Data("x".utf8).write(to: URL(fileURLWithPath: draft.path + "/data.mdb"))
            try draft.publish()
            #expect(try DataDirectory(directory.path).currentName() == "gen-00000\(number)")
        }
        #expect(try names(directory.path) == ["CURRENT", "LOCK", "gen-000003", "gen-000004"])
    }

    @Test func aDroppedDraftLeavesNothing() throws {
        let directory = try TemporaryDirectory()
        do {
            let draft = try GenerationDraft(in: DataDirectory(directory.path))
            try Data("x".utf8).write(to: URL(fileURLWithPath: draft.path + "/data.mdb"))
        }
        #expect(try names(directory.path) == ["LOCK"])
    }

    @Test func litterOfDeadLoadsIsRemoved() throws {
        let directory = try TemporaryDirectory()
        for litter in ["gen-000007.tmp", "gen-000009.tmp"] {
            try FileManager.default.createDirectory(
                atPath: directory.appending(litter), withIntermediateDirectories: true)
            try Data("x".utf8).write(
                to: URL(fileURLWithPath: directory.appending("\(litter)/data.mdb")))
        }
        let draft = try GenerationDraft(in: DataDirectory(directory.path))
        #expect(draft.name == "gen-000001")
        #expect(try names(directory.path) == ["LOCK", "gen-000001.tmp"])
    }

    @Test func aSecondLoadIsToldWhoHoldsTheLock() throws {
        let directory = try TemporaryDirectory()
        let draft = try GenerationDraft(in: DataDirectory(directory.path))
        #expect(
            throws: StoreError.locked(path: directory.path, holder: "\(getpid())")
        ) { try GenerationDraft(in: DataDirectory(directory.path)) }
        withExtendedLifetime(draft) {}
    }

    @Test func aReaderKeepsADeletedGeneration() throws {
        let store = try SampleStore()
        let generation = try DataDirectory(store.database).openCurrent()
        try FileManager.default.removeItem(atPath: store.generationPath())
        let count = generation.count(.title)
        #expect(generation.text(.primaryTitle, UInt32(count - 1)) != nil)
    }
}
