import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

/// Whatever becomes of the index, the answers are the same.
@Suite("The index")
struct IndexTests {
    enum Harm: CaseIterable {
        case missing, empty, truncated, halved, zeroed, foreign, garbage, marked, otherBoot, older, otherMagic
    }

    private func filled(_ count: Int) throws -> TemporaryStore {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        for start in stride(from: 0, to: count, by: 100) {
            let records = (start..<min(start + 100, count)).map { Sample.record($0, in: ["all", "s\($0 % 7)"]) }
            try store.commit(Sample.transaction(records.map { ($0, nil) }))
        }
        try store.put(Sample.record(3, "done"))
        return directory
    }

    private func bytes(_ directory: TemporaryStore) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: directory.index)))
    }

    private func set(_ bytes: [UInt8], _ directory: TemporaryStore) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: directory.index))
    }

    private func check(_ directory: TemporaryStore, count: Int) throws {
        let store = FileStore(directory: directory.path)
        #expect(try store.counts(of: [Sample.list(), Sample.list("done")]) == [count - 1, 1])
        #expect(try store.load(Sample.key(3))?.record.status == "done")
        #expect(try store.load(Sample.key(count)) == nil)
        let expected = (0..<count).reversed().filter { $0 % 7 == 5 }.prefix(30).map(String.init)
        #expect(try store.ids([Sample.list(in: "s5")], limit: 30) == expected)
        try store.put(Sample.record(count + 1))
        #expect(try FileStore(directory: directory.path).counts(of: [Sample.list()]) == [count])
    }

    @Test("is made anew where it cannot be relied on", arguments: Harm.allCases)
    func harm(_ harm: Harm) throws {
        let count = 2000
        let directory = try filled(count)
        var bytes = try bytes(directory)
        switch harm {
        case .missing: try FileManager.default.removeItem(atPath: directory.index)
        case .empty: try set([], directory)
        case .truncated: try set(Array(bytes[..<(bytes.count - 5000)]), directory)
        case .halved: try set(Array(bytes[..<(bytes.count / 2)]), directory)
        case .zeroed: try set([UInt8](repeating: 0, count: bytes.count), directory)
        case .foreign: try set(try self.bytes(try filled(500)), directory)
        case .garbage: try set(Array("no index at all".utf8), directory)
        case .marked, .otherBoot, .otherMagic:
            try change(&bytes) { header in
                switch harm {
                case .marked: header.stamp.changing = 1
                case .otherMagic: header.magic ^= 2
                default: header.boot = .unknown
                }
            }
            try set(bytes, directory)
        case .older:
            try FileStore(directory: directory.path).put(Sample.record(3, "new", in: ["all", "s3"]))
            try set(bytes, directory)
            try FileStore(directory: directory.path).put(Sample.record(3, "done"))
        }
        try check(directory, count: count)
    }

    private func change(_ bytes: inout [UInt8], _ body: (inout IndexHeader) -> Void) throws {
        bytes.withUnsafeMutableBytes { buffer in
            var header = buffer.loadUnaligned(fromByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
            body(&header)
            buffer.storeBytes(of: header, toByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
            let page = UnsafeRawBufferPointer(rebasing: buffer[..<PagedFile.pageBytes])
            if let start = page.baseAddress {
                buffer.storeBytes(of: PagedFile.pageChecksum(start), as: UInt64.self)
            }
        }
    }

    @Test("made anew has a record that names a scope twice in its list once")
    func scopeTwice() throws {
        let directory = TemporaryStore()
        try FileStore(directory: directory.path).put(Sample.record(1, in: ["all", "all"]))
        try directory.setJournal(directory.journalBytes())
        #expect(try FileStore(directory: directory.path).counts(of: [Sample.list()]) == [1])
    }

    @Test("with a flipped bit on any of its pages gives the same answers")
    func flippedPages() throws {
        let count = 500
        let directory = try filled(count)
        let whole = try bytes(directory)
        let journal = try directory.journalBytes()
        for page in 0..<(whole.count / PagedFile.pageBytes) {
            try directory.setJournal(journal)
            var flipped = whole
            flipped[page * PagedFile.pageBytes + (page * 997) % PagedFile.pageBytes] ^= 1
            try set(flipped, directory)
            try check(directory, count: count)
        }
    }

    @Test("grows with what is in it, and finds all of it")
    func growth() throws {
        let count = 20_000
        let directory = try filled(count)
        let store = FileStore(directory: directory.path)
        for id in stride(from: 0, to: count, by: 37) {
            #expect(try store.load(Sample.key(id))?.record.key == Sample.key(id))
        }
        try check(directory, count: count)
    }

    @Test("that is no plain file is refused with a sentence, and nothing is written", arguments: ["link", "directory"])
    func obstructed(by obstacle: String) throws {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        try store.put(Sample.record(1))
        let journal = try directory.journalBytes()
        try FileManager.default.removeItem(atPath: directory.index)
        let target = directory.path + "/precious"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
        if obstacle == "link" {
            try FileManager.default.createSymbolicLink(atPath: directory.index, withDestinationPath: target)
        } else {
            try FileManager.default.createDirectory(atPath: directory.index, withIntermediateDirectories: false)
        }
        let error = #expect(throws: StoreError.self) {
            try FileStore(directory: directory.path).put(Sample.record(2))
        }
        #expect(error.map { "\($0)".contains(directory.index) && "\($0)".contains("remove it") } == true)
        #expect(try directory.journalBytes() == journal)
        #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("precious".utf8))
    }

    @Test("of an earlier version is rebuilt, beside a journal that has no line yet too")
    func earlierVersion() throws {
        let directory = TemporaryStore()
        #expect(try FileStore(directory: directory.path).load(Sample.key(1)) == nil)
        #expect(try directory.journalBytes() == [])
        var bytes = try bytes(directory)
        try change(&bytes) { $0.magic = 0x7865_646E_494D_4301 }
        try set(bytes, directory)
        try FileStore(directory: directory.path).put(Sample.record(1))
        try change(&bytes) { $0.magic = 0x7865_646E_494D_4301 }
        try set(bytes, directory)
        #expect(try FileStore(directory: directory.path).load(Sample.key(1)) != nil)
    }

    @Test("takes a key for another only if all of its 128 bits are the same")
    func keys() {
        #expect(IndexKey(RecordKey(RecordKind("a"), "bc")) != IndexKey(RecordKey(RecordKind("ab"), "c")))
        #expect(IndexKey(Sample.key(1)) == IndexKey(Sample.key(1)))
    }

    @Test("packs a place so that later ones are larger, and refuses what does not fit")
    func places() throws {
        let place = try #require(RecordLocation(offset: 123_456_789, length: 4321))
        #expect(RecordLocation(packed: place.packed) == place)
        #expect(try #require(RecordLocation(offset: 123_456_790, length: 0)).packed > place.packed)
        #expect(RecordLocation(offset: RecordLocation.maximumOffset + 1, length: 0) == nil)
        #expect(RecordLocation(offset: 0, length: RecordLocation.maximumLength + 1) == nil)
        #expect(RecordLocation(offset: -1, length: 0) == nil)
    }
}
