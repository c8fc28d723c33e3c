import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

/// An index behind whose checksums is anything at all, as a program with an error might have written it.
@Suite("An absurd index")
struct AbsurdIndexTests {
    private static let count = 2000

    private let directory = TemporaryStore()
    private let journal: [UInt8]
    private let index: [UInt8]

    init() throws {
        let store = FileStore(directory: directory.path)
        for start in stride(from: 0, to: Self.count, by: 500) {
            let records = (start..<start + 500).map { Sample.record($0, in: ["all", "s\($0 % 7)"]) }
            try store.commit(Sample.transaction(records.map { ($0, nil) }))
        }
        let done = try stride(from: 0, to: Self.count, by: 5).map { id in
            (Sample.record(id, "done"), try store.load(Sample.key(id))?.version)
        }
        try store.commit(Sample.transaction(done))
        // Catches the index's file up.
        _ = try FileStore(directory: directory.path).load(Sample.key(1))
        journal = try directory.journalBytes()
        index = try [UInt8](Data(contentsOf: URL(fileURLWithPath: directory.index)))
    }

    /// Writes the journal as it was, and beside it an index with changes on one of its pages, whose checksum is right again.
    private func set(page: Int, _ change: (UnsafeMutableRawBufferPointer) -> Void) throws {
        var bytes = index
        bytes.withUnsafeMutableBytes { buffer in
            let page = UnsafeMutableRawBufferPointer(
                rebasing: buffer[(page * PagedFile.pageBytes)...].prefix(PagedFile.pageBytes))
            change(page)
            if let start = page.baseAddress { page.storeBytes(of: PagedFile.pageChecksum(start), as: UInt64.self) }
        }
        try directory.setJournal(journal)
        try Data(bytes).write(to: URL(fileURLWithPath: directory.index))
    }

    private func setHeader(_ change: (inout IndexHeader) -> Void) throws {
        try set(page: Int(IndexHeader.page)) { page in
            var header = page.loadUnaligned(fromByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
            change(&header)
            page.storeBytes(of: header, toByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
        }
    }

    /// A change is made once, whatever it took, and what is read after it has the change.
    private func change(_ id: Int, _ name: String) throws {
        let store = FileStore(directory: directory.path)
        try store.put(Sample.record(id, "changed"), events: ["e"])
        #expect(try FileStore(directory: directory.path).events(after: nil, limit: 9).count == 1, "\(name)")
        #expect(try store.load(Sample.key(id))?.record.status == "changed", "\(name)")
        #expect(try FileStore(directory: directory.path).ids([Sample.list("changed")]) == ["\(id)"], "\(name)")
        #expect(try Verification(directory: directory.path).faults == [], "\(name)")
    }

    @Test("with a header that no index has is made anew, and the change is made")
    func headers() throws {
        let headers: [(String, (inout IndexHeader) -> Void)] = [
            ("entries", { $0.entries = .max }), ("no entries", { $0.entries = 0 }),
            ("pages", { $0.pages = .max }), ("few pages", { $0.pages = 3 }),
            ("table", { $0.tablePages = .max }), ("half a table", { $0.tablePages = 1 << 31 }),
            ("no table", { $0.tablePages = 0 }), ("table's start", { $0.tableStart = .max }),
            ("table in the header", { $0.tableStart = 0 }),
            ("first extent", { $0.extents[0] = 0 }), ("second extent", { $0.extents[1] = 0 }),
            ("extent in an extent", { $0.extents[1] = $0.extents[0] + 1 }),
            ("extent in the table", { $0.extents[0] = $0.tableStart }),
            ("extent too many", { $0.extents[20] = 1 }), ("extent beyond the end", { $0.extents[0] = .max }),
            ("levels", { $0.treeLevel = .max }), ("too few levels", { $0.treeLevel = 0 }),
            ("root beyond the end", { $0.treeRoot = .max }), ("root in the table", { $0.treeRoot = $0.tableStart }),
            ("no root", { $0.treeRoot = 0 }), ("free pages", { $0.freeTreePage = .max }),
            ("a page that is not free", { $0.freeTreePage = $0.treeRoot }),
        ]
        for (name, header) in headers {
            try setHeader(header)
            try change(15, name)
        }
    }

    @Test("with any numbers in the place of others is no reason to stop: a change is made, or refused, and never lost")
    func pages() throws {
        var random = SeededGenerator(for: "an absurd index", seed: 20_261_126)
        let pages = index.count / PagedFile.pageBytes
        let absurd: [UInt64] = [0, 1, 2, .max, .max >> 1, 1 << 63, 1 << 31, UInt64(UInt32.max)]
        for _ in 0..<400 {
            let page = Int.random(in: 0..<pages, using: &random)
            let changes = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                (
                    offset: Int.random(in: 2..<PagedFile.pageBytes / 4, using: &random) * 4,
                    isLong: Bool.random(using: &random),
                    value: Bool.random(using: &random)
                        ? absurd.randomElement(using: &random) ?? 0 : UInt64.random(in: 0...9000, using: &random)
                )
            }
            try set(page: page) { page in
                for change in changes {
                    if change.isLong, change.offset + 8 <= PagedFile.pageBytes {
                        page.storeBytes(of: change.value, toByteOffset: change.offset, as: UInt64.self)
                    } else {
                        page.storeBytes(
                            of: UInt32(truncatingIfNeeded: change.value), toByteOffset: change.offset, as: UInt32.self)
                    }
                }
            }
            try use(Int.random(in: 0..<Self.count, using: &random), &random)
        }
    }

    /// Every kind of call; the index may answer wrongly where it has been changed, but what is appended is appended.
    private func use(_ id: Int, _ random: inout SeededGenerator) throws {
        let store = FileStore(directory: directory.path)
        _ = try store.counts(of: [Sample.list(), Sample.list("done"), Sample.list(in: "s3")])
        let cursor = PageCursor(
            bound: Version(UInt64.random(in: 0...UInt64(journal.count) << 24, using: &random)), of: [])
        _ = try store.page(of: [Sample.list(), Sample.list(in: "s3")], after: cursor, limit: 200)
        let changed = (Sample.record(id, "changed"), try store.load(Sample.key(id))?.version)
        do { try store.commit(Sample.transaction([changed])) } catch StoreError.versionConflict { return }
        try FileManager.default.removeItem(atPath: directory.index)
        #expect(try FileStore(directory: directory.path).load(Sample.key(id))?.record.status == "changed")
    }
}
