import POSIX
import Storage
import TestSupport
import Testing

@testable import FileStore

@Suite("An index that is built at once")
struct IndexBuilderTests {
    private static let ids = 8000
    private static let lists = (0..<300).map { Sample.list("s\($0 % 3)", in: "scope \($0)") }

    /// Of random records, most of them several times, in the order of a journal.
    private func writes(_ count: Int, from offset: Int, _ random: inout SeededGenerator) -> [IndexedWrite] {
        (0..<count).compactMap { number in
            let ids = 0..<Self.ids
            let key = Sample.key(min(.random(in: ids, using: &random), .random(in: ids, using: &random)))
            let lists = (0..<Int.random(in: 0...2, using: &random)).map { half in
                Self.lists[Int.random(in: 0..<150, using: &random) + 150 * half]
            }
            return RecordLocation(offset: offset + 100 * number, length: 90).map {
                IndexedWrite(key: key, location: $0, checksum: .random(in: 0 ... .max, using: &random), lists: lists)
            }
        }
    }

    private func emptyIndex() throws -> Index {
        let index = Index(try FileDescriptor.temporary(), .temporary, boot: nil, frames: 64)
        try index.clear()
        return index
    }

    private func expectSame(_ one: Index, _ other: Index) throws {
        for id in 0..<Self.ids {
            let (found, expected) = (try one.find(Sample.key(id)), try other.find(Sample.key(id)))
            #expect(found?.location == expected?.location && found?.checksum == expected?.checksum)
        }
        for list in Self.lists {
            let expected = try other.page(of: [list], after: nil, limit: .max).records.map(\.location)
            #expect(try one.page(of: [list], after: nil, limit: .max).records.map(\.location) == expected)
            #expect(try one.count(of: list) == expected.count)
        }
    }

    @Test(
        "has what one has that was changed write by write, however little fits in memory, and changes like it",
        arguments: [1000, 20_000, 1 << 20])
    func same(bufferBytes: Int) throws {
        var random = SeededGenerator(for: "an index that is built", seed: 20_261_128)
        let (one, other) = (try emptyIndex(), try emptyIndex())
        let builder = try IndexBuilder(one, ScratchFile(in: nil), bufferBytes: bufferBytes)
        for write in writes(20_000, from: 100, &random) {
            try builder.add(write)
            try other.apply(write)
        }
        #expect(try !builder.finish())
        try expectSame(one, other)
        for write in writes(5000, from: 3_000_000, &random) {
            try one.apply(write)
            try other.apply(write)
        }
        try expectSame(one, other)
    }

    @Test("of no record twice says so", arguments: [10, 5000])
    func distinct(count: Int) throws {
        let builder = try IndexBuilder(try emptyIndex(), ScratchFile(in: nil), bufferBytes: 5000)
        for id in 0..<count {
            let location = try #require(RecordLocation(offset: 100 * id, length: 90))
            try builder.add(IndexedWrite(key: Sample.key(id), location: location, checksum: 0, lists: [Sample.list()]))
        }
        #expect(try builder.finish())
    }

    @Test("of more than fits in memory is built where the store's directory takes no new files")
    func noNewFiles() throws {
        let index = try emptyIndex()
        let builder = try IndexBuilder(index, ScratchFile(in: "/not/there"), bufferBytes: 5000)
        for id in 0..<Self.ids {
            let location = try #require(RecordLocation(offset: 100 * id, length: 90))
            try builder.add(IndexedWrite(key: Sample.key(id), location: location, checksum: 0, lists: [Sample.list()]))
        }
        try builder.finish()
        #expect(try index.count(of: Sample.list()) == Self.ids)
    }

    @Test("is empty without records, and is not built on one that is not empty")
    func empty() throws {
        let index = try emptyIndex()
        #expect(try IndexBuilder(index, ScratchFile(in: nil)).finish())
        #expect(try index.find(Sample.key(1)) == nil)
        #expect(try index.count(of: Sample.list()) == 0)
        let location = try #require(RecordLocation(offset: 100, length: 90))
        try index.apply(IndexedWrite(key: Sample.key(1), location: location, checksum: 0, lists: [Sample.list()]))
        #expect(throws: IndexError.self) { try IndexBuilder(index, ScratchFile(in: nil)) }
    }
}
