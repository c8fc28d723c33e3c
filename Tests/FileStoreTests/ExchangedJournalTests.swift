import Foundation
import Storage
import TestSupport
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
        return try file.read().head.offset
    }

    /// In the place of the journal, as `cp` does it.
    private func overwrite(with bytes: [UInt8]) throws {
        let file = try FileHandle(forWritingTo: URL(filePath: directory.journal))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: bytes)
        try file.close()
    }

    @Test("for an earlier state of it is refused until `synced` is removed; what is committed then is synced as ever")
    func putBack() throws {
        let store = open()
        try store.put(Sample.record(1))
        let earlier = try directory.journalBytes()
        for id in 2...20 { try store.put(Sample.record(id)) }
        try store.synchronize()
        try overwrite(with: earlier)

        for store in [store, open()] {
            let error = #expect(throws: StoreError.self) { try store.put(Sample.record(21)) }
            #expect("\(error as Any)".contains("ends at byte \(earlier.count)"))
        }
        #expect(try directory.journalBytes() == earlier)

        try FileManager.default.removeItem(atPath: directory.synced)
        try store.put(Sample.record(21))
        try store.synchronize()
        #expect(try synced() == directory.journalBytes().count)
        #expect(try store.load(Sample.key(20)) == nil)
        #expect(try store.load(Sample.key(21)) != nil)
    }

    @Test("for another one is refused, by the line that was synced")
    func exchanged() throws {
        let other = TemporaryStore()
        for id in 1...3 { try FileStore(directory: other.path).put(Sample.record(id, note: 1)) }
        let store = open()
        for id in 1...3 { try store.put(Sample.record(id)) }
        let last = try directory.journalBytes().count - #require(directory.lines().last).count
        let bytes = try other.journalBytes()
        try overwrite(with: bytes)
        for store in [store, open()] {
            let error = #expect(throws: StoreError.self) { try store.put(Sample.record(4)) }
            #expect("\(error as Any)".contains("line 4, at byte \(last), is not the line that was on the disk there"))
        }
        #expect(try directory.journalBytes() == bytes)
    }

    @Test("and is gone, while `synced` is there, is missed", arguments: [true, false])
    func missing(makesStore: Bool) throws {
        try open().put(Sample.record(1))
        try FileManager.default.removeItem(atPath: directory.journal)
        let store = FileStore(directory: directory.path, makesStore: makesStore)
        for _ in 0..<2 {
            let error = #expect(throws: StoreError.self) { try store.load(Sample.key(1)) }
            #expect("\(error as Any)".contains("bytes of it were on the disk"))
        }
        // The first of these calls has made an empty journal if it may.
        if !makesStore { #expect(throws: StoreError.self) { try NewStore(in: directory.path) } }
    }

    @Test("by a rename, for one of the same length, is noticed: from then on the store is the new one")
    func another() throws {
        let store = open()
        try store.put(Sample.record(1))
        try store.synchronize()
        let old = directory.path + "/journal.old"
        try FileManager.default.moveItem(atPath: directory.journal, toPath: old)
        try FileManager.default.removeItem(atPath: directory.synced)
        try open().put(Sample.record(2))
        #expect(try directory.journalBytes().count == Data(contentsOf: URL(filePath: old)).count)

        #expect(try store.load(Sample.key(1)) == nil)
        #expect(try store.load(Sample.key(2)) != nil)
        try store.put(Sample.record(3))
        #expect(try open().load(Sample.key(3)) != nil)
    }
}
