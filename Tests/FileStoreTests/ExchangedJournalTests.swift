import Foundation
import Testing

@testable import FileStore

@Suite("A journal that is exchanged under an open store")
struct ExchangedJournalTests {
    private let directory = TemporaryStore()

    private func open() -> FileStore { FileStore(directory: directory.path) }

    /// How far the journal is said to be on the disk.
    private func synced() throws -> Int {
        let file = try #require(SyncedFile(directory: directory.path))
        defer { file.close() }
        return file.read().head.offset
    }

    @Test("for an earlier state of it: what is committed behind that is synced as ever")
    func putBack() throws {
        let store = open()
        try store.put(Sample.record(1))
        let earlier = try directory.journalBytes()
        for id in 2...20 { try store.put(Sample.record(id)) }
        try store.synchronize()
        // In its place, as `cp` does it.
        let file = try FileHandle(forWritingTo: URL(filePath: directory.journal))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: earlier)
        try file.close()

        try store.put(Sample.record(21))
        try store.synchronize()
        #expect(try synced() == directory.journalBytes().count)
        #expect(try store.load(Sample.key(20)) == nil)
        #expect(try store.load(Sample.key(21)) != nil)
    }

    @Test("for another of the same length: what it leads to is not taken for the first one's")
    func another() throws {
        let store = open()
        try store.put(Sample.record(1))
        try store.synchronize()
        let old = directory.path + "/journal.old"
        try FileManager.default.moveItem(atPath: directory.journal, toPath: old)
        try open().put(Sample.record(2))
        #expect(try directory.journalBytes().count == Data(contentsOf: URL(filePath: old)).count)

        #expect(try store.load(Sample.key(1)) != nil)
        #expect(try store.load(Sample.key(2)) == nil)
    }
}
