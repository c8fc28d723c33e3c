import Digest
import Foundation
import POSIX
import Storage
import TestSupport
import Testing

@testable import FileStore

@Suite("The journal")
struct JournalTests {
    /// A store with four transactions, the last one of two records and an event.
    private func filled() throws -> TemporaryStore {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        for id in 1...3 { try store.put(Sample.record(id), events: ["\(id)"]) }
        try store.commit(
            Sample.transaction(
                [(Sample.record(1, "done"), try store.load(Sample.key(1))?.version), (Sample.record(4), nil)],
                events: ["4"]))
        try store.synchronize()
        return directory
    }

    /// What there is to see, read by a process that finds no index.
    private func sight(_ directory: TemporaryStore) throws -> (records: [Record], events: [String], counts: [Int]) {
        let store = FileStore(directory: directory.path)
        return (
            try store.allRecords().map(\.record), try store.events(after: nil, limit: 99).map(\.event.id),
            try store.counts(of: [Sample.list(), Sample.list("done")])
        )
    }

    @Test("is text: a chained hash, a space, a document, line by line")
    func format() throws {
        let directory = try filled()
        let lines = try directory.lines().map { String(decoding: $0, as: UTF8.self) }
        #expect(lines.count == 5)
        #expect(lines[0].hasSuffix(#" {"journal":"countermand","version":1}"# + "\n"))
        let first: [String] = [
            #" {"at":"2026-11-18T11:06:40.000Z","records":[{"kind":"thing","id":"1","status":"new","scopes":["all"],"#,
            #""document":{"id":1,"status":"new","note":0}}],"events":[{"id":"1","type":"Happened","subject":"thing/1","#,
            #""time":"2026-11-18T11:06:40.000Z","data":{"id":"1"}}]}"#, "\n",
        ]
        #expect(String(lines[1].dropFirst(64)) == first.joined())
        var previous = [UInt8](repeating: 0, count: 32)
        for line in try directory.lines() {
            previous = SHA256.hash(previous + Array(line.dropFirst(65).dropLast()))
            let digits = previous.map { String(format: "%02x", $0) }.joined()
            #expect(String(decoding: line.prefix(64), as: UTF8.self) == digits)
        }
    }

    @Test("cut off at any byte of its last lines shows whole transactions, moves the rest aside, and takes new ones")
    func everyCut() throws {
        let directory = try filled()
        let whole = try directory.journalBytes()
        let lines = try directory.lines()
        let ends = lines.indices.map { lines[...$0].reduce(0) { $0 + $1.count } }
        for cut in ends[2]...whole.count {
            try directory.setJournal(whole[..<cut])
            let kept = ends.lastIndex { $0 <= cut } ?? 0
            let (records, events, counts) = try sight(directory)
            #expect(events == (1...kept).map(String.init))
            #expect(counts == (kept == 4 ? [3, 1] : [kept, 0]))
            #expect(records.count == kept)
            let torn = whole[ends[kept]..<cut]
            #expect(try directory.tornFiles()["journal.torn-\(ends[kept])"] == (torn.isEmpty ? nil : Array(torn)))
            for file in try directory.tornFiles().keys {
                try FileManager.default.removeItem(atPath: "\(directory.path)/\(file)")
            }
            try FileStore(directory: directory.path).put(Sample.record(9))
            #expect(try sight(directory).records.last == Sample.record(9))
            #expect(try Verification(directory: directory.path).faults == [])
        }
    }

    @Test("cut off within its first line, or empty, is a new one")
    func cutHeader() throws {
        for cut in 0..<JournalLine.header.bytes.count {
            let directory = try filled()
            try directory.setJournal(JournalLine.header.bytes[..<cut])
            #expect(try sight(directory).records == [])
            try FileStore(directory: directory.path).put(Sample.record(1))
            #expect(try directory.lines().count == 2)
        }
    }

    @Test("cut off at any byte of what was synced is refused, and nothing is written")
    func everyCutOfSyncedLines() throws {
        let directory = try filled()
        let whole = try directory.journalBytes()
        for cut in 0..<whole.count {
            try directory.setJournal(whole[..<cut], keepingSynced: true)
            for index in 0..<2 {
                let store = FileStore(directory: directory.path)
                let error = #expect(throws: StoreError.self) {
                    if index == 0 { try store.put(Sample.record(9)) } else { try store.checkHealth() }
                }
                #expect(
                    "\(error as Any)".contains("ends at byte \(cut), and \(whole.count) bytes of it were on the disk"))
            }
            #expect(try directory.journalBytes() == Array(whole[..<cut]))
            #expect(try directory.tornFiles() == [:])
            #expect(try Verification(directory: directory.path).faults.contains { $0.contains("\(whole.count) bytes") })
        }
    }

    @Test("with a bit flipped anywhere is refused, by line and byte", arguments: [true, false])
    func everyFlip(isSynced: Bool) throws {
        let directory = try filled()
        let whole = try directory.journalBytes()
        let lines = try directory.lines()
        let last = whole.count - lines[4].count
        let header = lines[0].count
        let starts = lines.indices.map { lines[..<$0].reduce(0) { $0 + $1.count } }
        for offset in whole.indices {
            var flipped = whole
            flipped[offset] ^= 1 << UInt8(offset % 7)
            try directory.setJournal(flipped, keepingSynced: isSynced)
            let store = FileStore(directory: directory.path)
            let mayBeCutShort = offset == whole.count - 1 || flipped[offset] == 0
            if !isSynced, offset >= last, mayBeCutShort {
                // Without its line feed, or with a zero, the last line looks as a crash would leave it.
                #expect(try sight(directory).events == ["1", "2", "3"])
                #expect(try directory.tornFiles() == ["journal.torn-\(last)": Array(flipped[last...])])
                try FileManager.default.removeItem(atPath: "\(directory.path)/journal.torn-\(last)")
            } else {
                let error = #expect(throws: StoreError.self) { try store.load(Sample.key(1)) }
                let start = starts.last { $0 <= offset } ?? 0
                let expected = offset < header ? "journal" : "at byte \(start)"
                #expect("\(error as Any)".contains(expected))
                #expect(throws: StoreError.self) { try store.put(Sample.record(9)) }
                #expect(try directory.journalBytes() == flipped)
                if offset >= header { #expect(try !Verification(directory: directory.path).faults.isEmpty) }
            }
        }
    }

    @Test("with a bit flipped anywhere in its last line is refused by the next request, though the index is current")
    func flippedEnd() throws {
        let directory = try filled()
        let whole = try directory.journalBytes()
        let last = try whole.count - #require(directory.lines().last).count
        let index = try Data(contentsOf: URL(filePath: directory.index))
        for offset in last..<whole.count {
            var flipped = whole
            flipped[offset] ^= 1 << UInt8(offset % 8)
            try Data(flipped).write(to: URL(filePath: directory.journal))
            try index.write(to: URL(filePath: directory.index))
            // The record of another line.
            let error = #expect(throws: StoreError.self) {
                try FileStore(directory: directory.path).load(Sample.key(3))
            }
            #expect("\(error as Any)".contains("line 5, at byte \(last), "))
            #expect(throws: StoreError.self) { try FileStore(directory: directory.path).put(Sample.record(9)) }
            #expect(try directory.journalBytes() == flipped)
        }
    }

    @Test("with a changed first line is damaged, not foreign", arguments: [3, 70, 80, 95, 102])
    func flippedFirstLine(offset: Int) throws {
        let directory = try filled()
        var bytes = try directory.journalBytes()
        bytes[offset] ^= 1
        try directory.setJournal(bytes)
        for call in [
            { try FileStore(directory: directory.path).checkHealth() },
            { try FileStore(directory: directory.path).put(Sample.record(9)) },
        ] {
            let error = #expect(throws: StoreError.self) { try call() }
            #expect("\(error as Any)".contains("line 1, at byte 0, "))
        }
        #expect(try directory.journalBytes() == bytes)
    }

    @Test("shows no event of a changed line, wherever the reader begins")
    func changedEvent() throws {
        let directory = try filled()
        let entries = try FileStore(directory: directory.path).events(after: nil, limit: 99)
        var bytes = try directory.journalBytes()
        let text = String(decoding: bytes, as: UTF8.self)
        let place = try #require(text.range(of: #""subject":"thing/2""#))
        bytes[text[..<place.upperBound].utf8.count - 2] = UInt8(ascii: "7")
        let file = try FileHandle(forUpdating: URL(filePath: directory.journal))
        try file.write(contentsOf: bytes)
        try file.close()
        for cursor in [nil, entries[0].cursor] {
            #expect(throws: StoreError.self) {
                try FileStore(directory: directory.path).events(after: cursor, limit: 99)
            }
        }
    }

    @Test("with a flipped bit in a record is refused as soon as that record is read, its index notwithstanding")
    func flippedRecord() throws {
        let directory = try filled()
        let store = FileStore(directory: directory.path)
        #expect(try store.load(Sample.key(2)) != nil)
        var bytes = try directory.journalBytes()
        let place = try #require(String(decoding: bytes, as: UTF8.self).range(of: #""id":"2""#))
        let offset = String(decoding: bytes, as: UTF8.self)[..<place.lowerBound].utf8.count
        bytes[offset + 40] ^= 4
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: directory.journal))
        try file.write(contentsOf: Data(bytes))
        try file.close()
        let error = #expect(throws: StoreError.self) { try FileStore(directory: directory.path).load(Sample.key(2)) }
        #expect(error.map { "\($0)".contains("line 3") } == true)
    }

    @Test(
        "of another program or version is left alone, with a sentence that names it",
        arguments: [
            ("Dear diary\n", "is not a journal"), (String(repeating: "x", count: 5000), "is not a journal"),
            ("\0\0\0\0", "is not a journal"),
            (String(repeating: "0", count: 64) + " {\"journal\":\"countermand\",\"version\":2}\n", "version 2"),
        ])
    func foreign(text: String, sentence: String) throws {
        let directory = TemporaryStore()
        try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
        try directory.setJournal(text.utf8)
        let store = FileStore(directory: directory.path)
        for _ in 0..<2 {
            let error = #expect(throws: StoreError.self) { try store.put(Sample.record(1)) }
            #expect(error.map { "\($0)".contains(sentence) && "\($0)".contains(directory.journal) } == true)
        }
        #expect(try directory.journalBytes() == Array(text.utf8))
        #expect(!FileManager.default.fileExists(atPath: directory.index))
    }
}

/// How a journal's lines are told from what was cut off, whatever the reader's buffer holds at that moment.
@Suite("The journal's reader")
struct JournalReaderTests {
    /// A journal whose last but `following` line ends at the buffer's first boundary, or near it.
    private func steps(around shift: Int, following: Int) throws -> [JournalReader.Step] {
        let chunk = 1 << 18
        var bytes: [UInt8] = []
        var hash = JournalHash.start
        func append(_ count: Int, spoilt: Bool = false) {
            let line = JournalLine(following: hash, json: [UInt8](repeating: UInt8(ascii: "x"), count: count), at: 0)
            var text = line.bytes
            if spoilt { text[0] = UInt8(ascii: text[0] == UInt8(ascii: "0") ? "1" : "0") }
            bytes += text
            hash = line.hash
        }
        append(100_000)
        append(chunk - 100_000 - 2 * 66 + shift, spoilt: true)
        // As much as was consumed before: what a stale position would take for the end.
        for _ in 0..<following { append(100_000) }
        let directory = TemporaryStore()
        try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
        try directory.setJournal(bytes)
        let file = try FileDescriptor.open(directory.journal, .read)
        defer { file.close() }
        var reader = JournalReader(file, from: 0, following: JournalHash.start)
        return [try reader.next(), try reader.next()]
    }

    @Test("knows whether anything follows a bad line", arguments: [-1, 0, 1], [0, 1, 2])
    func boundary(shift: Int, following: Int) throws {
        let bad = BadLine(at: 100_000 + 66, .hash, [], isLast: following == 0)
        #expect(try steps(around: shift, following: following)[1] == .bad(bad))
    }
}
