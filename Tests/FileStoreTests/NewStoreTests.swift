import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

@Suite("A store that is being made")
struct NewStoreTests {
    private let directory = TemporaryStore()

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    }

    private func fill(_ new: NewStore) throws { for id in 1...3 { try new.add(Sample.record(id), at: Sample.at) } }

    private func makeStore() throws {
        let new = try #require(try NewStore(in: directory.path))
        try fill(new)
        try new.publish()
    }

    @Test("is not there before it is published, and then has all of it, with its index and what is synced")
    func published() throws {
        let new = try #require(try NewStore(in: directory.path))
        try fill(new)
        #expect(!FileStore.exists(in: directory.path))
        #expect(try names() == ["journal.unfinished"])
        try new.publish()
        #expect(try FileStore(directory: directory.path).counts(of: [Sample.list()]) == [3])
        withExtendedLifetime(new) {}
        #expect(try Verification(directory: directory.path).faults == [])
    }

    @Test("leaves three files and nothing else")
    func files() throws {
        try makeStore()
        #expect(try names() == ["index", "journal", "synced"])
        let file = try #require(SyncedFile(directory: directory.path))
        defer { file.close() }
        #expect(try file.read().head.offset == directory.journalBytes().count)
    }

    @Test("what a process left that was killed after it was published is removed by the next import")
    func leftAfterPublication() throws {
        try makeStore()
        let unfinished = directory.path + "/journal.unfinished"
        try FileManager.default.createDirectory(atPath: unfinished, withIntermediateDirectories: false)
        for name in ["journal", "index", "synced"] {
            try FileManager.default.linkItem(atPath: "\(directory.path)/\(name)", toPath: "\(unfinished)/\(name)")
        }
        #expect(NewStore.isBegun(in: directory.path))
        #expect(try NewStore(in: directory.path) == nil)
        #expect(try names() == ["index", "journal", "synced"])
        #expect(try FileStore(directory: directory.path).counts(of: [Sample.list()]) == [3])
    }

    @Test("and given up leaves nothing")
    func discarded() throws {
        do { try fill(#require(try NewStore(in: directory.path))) }
        #expect(!FileManager.default.fileExists(atPath: directory.path))
        try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: false)
        do { try fill(#require(try NewStore(in: directory.path))) }
        #expect(try names() == [])
    }

    @Test("is not published if a record was added twice, however far apart", arguments: [1, 1200])
    func repeated(between: Int) throws {
        do {
            let new = try #require(try NewStore(in: directory.path))
            for id in Array(0..<between) + [0] { try new.add(Sample.record(id), at: Sample.at) }
            #expect(try !new.publish())
            #expect(!FileStore.exists(in: directory.path))
        }
        #expect(!FileManager.default.fileExists(atPath: directory.path))
    }

    @Test("takes away what a killed process has left")
    func leftBehind() throws {
        let left = directory.path + "/journal.unfinished"
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
        for name in ["journal", "index", "synced"] { try Data("left".utf8).write(to: URL(filePath: "\(left)/\(name)")) }
        try makeStore()
        #expect(try FileStore(directory: directory.path).counts(of: [Sample.list()]) == [3])
    }

    @Test("is none where there is a store, or a link in its place")
    func present() throws {
        try makeStore()
        #expect(try NewStore(in: directory.path) == nil)
        #expect(try names() == ["index", "journal", "synced"])
        #expect(try FileStore(directory: directory.path).counts(of: [Sample.list()]) == [3])

        for name in try names() { try FileManager.default.removeItem(atPath: "\(directory.path)/\(name)") }
        try FileManager.default.createSymbolicLink(
            atPath: directory.journal, withDestinationPath: "/not/mounted/journal")
        let new = try #require(try NewStore(in: directory.path))
        #expect(throws: StoreError.self) { try new.publish() }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: directory.journal) == "/not/mounted/journal")
    }

    @Test("is refused, and leaves nothing, in a directory that has lost its journal")
    func lostJournal() throws {
        try makeStore()
        try FileManager.default.removeItem(atPath: directory.journal)
        #expect(throws: StoreError.self) { try NewStore(in: directory.path) }
        #expect(try names() == ["index", "synced"])
    }

    @Test("without records is one that a crash of the first transaction leaves as it is")
    func empty() throws {
        do { try #require(try NewStore(in: directory.path)).publish() }
        let header = try directory.journalBytes()
        #expect(header == JournalLine.header.bytes)
        try directory.setJournal(header + [UInt8](repeating: 0, count: 300), keepingSynced: true)
        #expect(try FileStore(directory: directory.path).load(Sample.key(1)) == nil)
        try FileStore(directory: directory.path).put(Sample.record(1))
        #expect(try Verification(directory: directory.path).faults == [])
    }
}
