import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

/// A process that commits more than once writes the index now and then. The journal has what the file lacks meanwhile.
@Suite("An index that lags behind")
struct LaggingIndexTests {
    private let directory = TemporaryStore()

    /// With an index that is up to date.
    init() throws { try open().put(Sample.record(99_999, in: [])) }

    /// The index's header as the file has it.
    private func header() throws -> IndexHeader {
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: directory.index)))
        return bytes.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
        }
    }

    private func isBehind() throws -> Bool { try header().head.offset < directory.journalBytes().count }

    private func open() -> FileStore { FileStore(directory: directory.path) }

    @Test("holds back nothing of what a process does first")
    func firstCommit() throws {
        let store = open()
        try store.put(Sample.record(1))
        #expect(try !isBehind())
        #expect(try open().load(Sample.key(1)) != nil)
        withExtendedLifetime(store) {}
    }

    @Test("is never more than 32 commits behind, and written when the store is closed")
    func bounds() throws {
        var store: FileStore? = open()
        try store?.put(Sample.record(0))
        let first = try header().stamp.generation
        for id in 1...31 {
            try store?.put(Sample.record(id))
            #expect(try header().stamp.generation == first)
        }
        #expect(try isBehind())
        try store?.put(Sample.record(32))
        #expect(try !isBehind())
        #expect(try header().stamp.generation == first + 1)
        try store?.put(Sample.record(33))
        #expect(try isBehind())
        store = nil
        #expect(try !isBehind())
        #expect(try header().stamp.generation == first + 2)
    }

    @Test("is caught up by another process, which has not to make it anew")
    func caughtUp() throws {
        let writer = open()
        for id in 1...20 { try writer.put(Sample.record(id)) }
        try writer.put(Sample.record(3, "done"))
        #expect(try isBehind())
        let generation = try header().stamp.generation

        let reader = open()
        #expect(try reader.counts(of: [Sample.list(), Sample.list("done")]) == [19, 1])
        #expect(try reader.load(Sample.key(3))?.record.status == "done")
        #expect(try reader.ids([Sample.list()], limit: 3) == ["20", "19", "18"])
        #expect(try !isBehind())
        #expect(try header().stamp.generation == generation + 1)

        // What the writer held back gives way to what the reader wrote.
        try writer.put(Sample.record(21))
        #expect(try writer.counts(of: [Sample.list(), Sample.list("done")]) == [20, 1])
        #expect(try reader.counts(of: [Sample.list(), Sample.list("done")]) == [20, 1])
    }

    @Test("is the same for two that commit in turns, whoever writes it")
    func inTurns() throws {
        let stores = [open(), open()]
        for id in 0..<500 {
            try stores[id % 2].put(Sample.record(id, in: ["all", "s\(id % 7)"]))
            if id >= 10 { try stores[id / 2 % 2].put(Sample.record(id - 10, "done", in: ["all"])) }
            let count = [min(id + 1, 10), max(0, id - 9)]
            for store in stores { #expect(try store.counts(of: [Sample.list(), Sample.list("done")]) == count) }
        }
        let pages = try stores.map { try $0.ids([Sample.list("done")], limit: 500) }
        #expect(pages[0] == pages[1])
        #expect(pages[0].count == 490)
        #expect(try open().ids([Sample.list("done")], limit: 500) == pages[0])
    }

    @Test("does without what a process that is gone has held back")
    func abandoned() throws {
        let writer = open()
        try writer.put(Sample.record(0))
        let generation = try header().stamp.generation
        let written = try [UInt8](Data(contentsOf: URL(fileURLWithPath: directory.index)))
        for id in 1...30 { try writer.put(Sample.record(id), events: ["\(id)"]) }
        #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: directory.index))).starts(with: written.prefix(4096)))
        let next = open()
        #expect(try next.allRecords().count == 32)
        #expect(try next.events(after: nil, limit: 99).count == 30)
        #expect(try header().stamp.generation == generation + 1)
        withExtendedLifetime(writer) {}
    }

    @Test("grows under two that hold back, neither of which takes room from the other")
    func growth() throws {
        let stores = [open(), open()]
        for batch in 0..<120 {
            let records = (0..<100).map { Sample.record(batch * 100 + $0, in: ["all", "b\(batch)"]) }
            try stores[batch % 3 == 0 ? 1 : 0].commit(Sample.transaction(records.map { ($0, nil) }))
        }
        for store in stores {
            #expect(try store.counts(of: [Sample.list()]) == [12_000])
            for id in stride(from: 0, to: 12_000, by: 41) { #expect(try store.load(Sample.key(id)) != nil) }
        }
    }
}
