import Foundation
import POSIX
import Storage
import TestSupport
import Testing

@testable import FileStore

/// What a process makes of what others have written to `synced`. That a sync took place shows by the position it leaves.
@Suite("The synced position")
struct SyncTrackerTests {
    private let directory = TemporaryStore()

    private func open() -> FileStore { FileStore(directory: directory.path) }

    private func file() throws -> SyncedFile { try #require(SyncedFile(directory: directory.path)) }

    private func position() throws -> SyncedPosition {
        let file = try file()
        defer { file.close() }
        return try file.read()
    }

    /// The journal's heads, from the one after its first line on.
    private func heads() throws -> [JournalHead] {
        let file = try FileDescriptor.open(directory.journal, .read)
        defer { file.close() }
        var reader = JournalReader(file, from: 0, following: JournalHash.start)
        var heads: [JournalHead] = []
        while case .line(let line) = try reader.next() { heads.append((heads.last ?? .start).advanced(past: line)) }
        return heads
    }

    private func end() throws -> JournalHead { try #require(heads().last) }

    private func fill(_ ids: ClosedRange<Int>) throws {
        let store = open()
        for id in ids { try store.put(Sample.record(id)) }
    }

    @Test("is the journal's end after every answer, with its hash")
    func afterEveryAnswer() throws {
        let store = open()
        for id in 1...5 {
            try store.put(Sample.record(id))
            #expect(try position() == .synced(upTo: end()))
        }
    }

    @Test(
        "that the journal does not have is damage, until the file is removed",
        arguments: ["beyond the end", "with another hash", "in the middle of a line"], [false, true])
    func wrong(_ kind: String, hasFailed: Bool) throws {
        try fill(1...3)
        let end = try end()
        let line = end.offset - end.lastLine
        let wrong =
            switch kind {
            case "beyond the end":
                JournalHead(offset: end.offset + line, lastLine: end.offset, lines: end.lines + 1, hash: end.hash)
            case "in the middle of a line": JournalHead(offset: 200, lastLine: 150, lines: 1, hash: end.hash)
            default:
                JournalHead(offset: end.offset, lastLine: end.lastLine, lines: end.lines, hash: end.hash.reversed())
            }
        if hasFailed { try file().write(failedSince: wrong) } else { try file().write(synced: wrong) }
        let journal = try directory.journalBytes()
        let reader = open()
        let error = #expect(throws: StoreError.self) {
            _ = try reader.load(Sample.key(1))
            try reader.synchronize()
        }
        let complaint =
            kind == "beyond the end" ? "ends at byte \(end.offset)" : "line \(wrong.lines), at byte \(wrong.lastLine)"
        #expect("\(error as Any)".contains(complaint))
        #expect(throws: StoreError.self) { try open().put(Sample.record(4)) }
        #expect(try directory.journalBytes() == journal)
        #expect(try !Verification(directory: directory.path).faults.isEmpty)

        try FileManager.default.removeItem(atPath: directory.synced)
        try fill(4...4)
        #expect(try position() == .synced(upTo: self.end()))
    }

    @Test("is written anew when the file is removed, by stores that are open too")
    func removed() throws {
        let store = open()
        for id in 1...3 {
            try store.put(Sample.record(id))
            try FileManager.default.removeItem(atPath: directory.synced)
        }
        try store.put(Sample.record(4))
        #expect(try position() == .synced(upTo: end()))
    }

    @Test("outlives the index")
    func withoutIndex() throws {
        try fill(1...3)
        let end = try end()
        try FileManager.default.removeItem(atPath: directory.index)
        #expect(try open().load(Sample.key(3)) != nil)
        #expect(try position() == .synced(upTo: end))
    }

    @Test("of a failure is where the next process begins its repair, after which the failure is over")
    func repaired() throws {
        try fill(1...5)
        let since = try heads()[2]
        try file().write(failedSince: since)
        let reader = open()
        #expect(try reader.load(Sample.key(5)) != nil)
        #expect(try position() == .failed(since: since))
        try reader.synchronize()
        #expect(try position() == .synced(upTo: end()))
    }

    @Test("before a failure is relied on: what is shown from there needs no repair")
    func beforeTheFailure() throws {
        try fill(1...3)
        let since = try end()
        try file().write(failedSince: since)
        let reader = open()
        _ = try reader.load(Sample.key(3))
        try reader.synchronize()
        #expect(try position() == .failed(since: since))
        try fill(4...4)
        #expect(try position() == .synced(upTo: end()))
    }

    enum Loss: CaseIterable { case zeros, zerosBeforeALine, zerosBeforeLines, cut }

    /// Has the journal look as if the file system had dropped what was written last: all of it, or one line of it.
    private func lose(_ loss: Loss, from start: JournalHead, to end: JournalHead) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: directory.journal))
        switch loss {
        case .cut: try handle.truncate(atOffset: UInt64(start.offset + 50))
        case .zeros, .zerosBeforeALine, .zerosBeforeLines:
            try handle.seek(toOffset: UInt64(start.offset))
            let zeros = [.zeros: end.offset, .zerosBeforeALine: end.lastLine][loss].map { $0 - start.offset } ?? 100
            try handle.write(contentsOf: Data(count: zeros))
        }
        try handle.close()
    }

    @Test(
        "is not moved over lines that the file system has dropped; whoever comes next goes on without them",
        arguments: Loss.allCases)
    func lost(_ loss: Loss) throws {
        try fill(1...3)
        let since = try end()
        try fill(4...5)
        let store = open()
        _ = try store.load(Sample.key(1))
        try file().write(failedSince: since)
        try lose(loss, from: since, to: end())

        let error = #expect(throws: StoreError.self) { try store.synchronize() }
        guard case .uncertain(let text) = error else { return #expect(error == .uncertain("")) }
        #expect(text.contains("has lost what was written after byte \(since.offset)"))
        #expect(try position() == .failed(since: since))

        for next in [open(), store] {
            #expect(try next.load(Sample.key(3)) != nil)
            #expect(try next.load(Sample.key(4)) == nil)
            try next.put(Sample.record(6))
            try next.synchronize()
            #expect(try position() == .synced(upTo: end()))
        }
        #expect(try Verification(directory: directory.path).faults == [])
    }

    @Test("is not moved over a changed line, and the store is refused from then on")
    func changed() throws {
        try fill(1...3)
        let since = try end()
        try fill(4...6)
        let store = open()
        _ = try store.load(Sample.key(1))
        try file().write(failedSince: since)
        let handle = try FileHandle(forUpdating: URL(filePath: directory.journal))
        try handle.seek(toOffset: UInt64(since.offset + 100))
        try handle.write(contentsOf: Data("x".utf8))
        try handle.close()

        let damage = "line 5, at byte \(since.offset)"
        let error = #expect(throws: StoreError.self) { try store.synchronize() }
        guard case .uncertain(let text) = error else { return #expect(error == .uncertain("")) }
        #expect(text.contains(damage))
        for store in [store, open()] {
            let error = #expect(throws: StoreError.self) { try store.load(Sample.key(1)) }
            #expect("\(error as Any)".contains(damage))
            #expect(throws: StoreError.self) { try store.put(Sample.record(7)) }
        }
        #expect(try position() == .failed(since: since))
    }
}
