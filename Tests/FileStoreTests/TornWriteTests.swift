import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

@Suite("What a write that was cut short has left")
struct TornWriteTests {
    private let directory = TemporaryStore()
    private let torn = Array("half a li".utf8)

    /// Where it begins.
    private func cutShort() throws -> Int {
        let store = FileStore(directory: directory.path)
        try store.put(Sample.record(1))
        let end = try directory.journalBytes().count
        try append(torn)
        return end
    }

    private func append(_ bytes: [UInt8]) throws {
        let file = try FileHandle(forWritingTo: URL(filePath: directory.journal))
        try file.seekToEnd()
        try file.write(contentsOf: bytes)
        try file.close()
    }

    @Test("is moved aside by the next request, which reports it, and reads the rest")
    func movedAside() throws {
        let end = try cutShort()
        var reports: [String] = []
        let store = FileStore(directory: directory.path) { reports.append($0) }
        #expect(try store.load(Sample.key(1)) != nil)
        #expect(try directory.tornFiles() == ["journal.torn-\(end)": torn])
        #expect(try directory.journalBytes().count == end)
        #expect(reports.count == 1)
        #expect(reports.first?.contains("from byte \(end) to \(end + torn.count)") == true)
        #expect(reports.first?.contains("moved to \(directory.journal).torn-\(end); nobody was answered") == true)
    }

    @Test("overwrites no file, and is kept once where a process was killed after it was kept")
    func again() throws {
        let end = try cutShort()
        let others = [Array("other".utf8), torn]
        for other in others {
            try append(torn)
            let path = "\(directory.journal).torn-\(end)"
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
            let whole = try Array(directory.journalBytes()[end...])
            try Data(other == torn ? whole : other).write(to: URL(filePath: path))
            let before = try directory.tornFiles()
            #expect(try FileStore(directory: directory.path).load(Sample.key(1)) != nil)
            let after = try directory.tornFiles()
            for (name, bytes) in before { #expect(after[name] == bytes) }
            #expect(after["journal.torn-\(end)" + (other == torn ? "" : ".2")] == whole)
            #expect(after.count == (other == torn ? before.count : before.count + 1))
        }
    }

    @Test("with zeros in it, and whole lines behind it, is moved aside if it was not known to be synced")
    func hole() throws {
        let store = FileStore(directory: directory.path)
        try store.put(Sample.record(1))
        store.close()
        let synced = try Data(contentsOf: URL(filePath: directory.synced))
        let end = try directory.journalBytes().count
        for id in 2...4 { try store.put(Sample.record(id)) }
        var bytes = try directory.journalBytes()
        for offset in end + 100..<end + 200 { bytes[offset] = 0 }

        // The position that a crash has brought back.
        try directory.setJournal(bytes)
        try synced.write(to: URL(filePath: directory.synced))
        #expect(try FileStore(directory: directory.path).allRecords().map(\.record.key) == [Sample.key(1)])
        #expect(try directory.tornFiles() == ["journal.torn-\(end)": Array(bytes[end...])])

        // Where nothing is known, it may be a damaged disk.
        try directory.setJournal(bytes)
        let error = #expect(throws: StoreError.self) { try FileStore(directory: directory.path).load(Sample.key(1)) }
        #expect("\(error as Any)".contains("at byte \(end)"))
    }
}
