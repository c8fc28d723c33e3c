import JSON
import POSIX
import Storage

@testable import FileStore

/// An index with any changes behind valid checksums: every eight bytes of the input are a page, an offset there and what to
/// write to it. Nothing stops the program, what is committed is in the journal, and no answer is of another record.
enum IndexTarget {
    private static let count = 600
    private static let at = Timestamp(millisecondsSince1970: 1_760_000_000_000)
    private static let directory = "/tmp/countermand-fuzz-index-\(getpid())"
    private static let kind = RecordKind("thing")

    private static let made: (journal: [UInt8], index: [UInt8])? = {
        let store = FileStore(directory: directory)
        let writes = (0..<count).map { Transaction.Write(record($0, "new"), replacing: nil) }
        guard (try? store.commit(Transaction(at: at, writes: writes))) != nil,
            let journal = contents("journal"), let index = contents("index")
        else { return nil }
        return (journal, index)
    }()

    static func check(_ bytes: [UInt8]) {
        guard let made else { fatalError("no store can be made in \(directory)") }
        write(made.journal, "journal")
        write(changed(made.index, bytes), "index")
        let id = Int(bytes.last ?? 0)
        let store = FileStore(directory: directory)
        do throws(StoreError) {
            for count in try store.counts(of: lists) { demand(count >= 0, "no list has fewer than no records") }
            let bound = PageCursor(bound: Version(UInt64(id) << 32), of: lists)
            for cursor in [nil, bound] {
                let page = try store.page(of: lists, after: cursor, limit: 200)
                demand(page.records.count <= 200, "a page has no more records than were asked for")
                for record in page.records.dropFirst() {
                    demand(record.version < page.records[0].version, "a page is in order")
                }
            }
            let found = try store.load([key(id)])[0]
            demand(found.map { $0.record == record(id, "new") } ?? true, "no other record is shown")
            try store.commit(
                Transaction(at: at, writes: [Transaction.Write(record(id, "done"), replacing: found?.version)]))
        } catch StoreError.versionConflict {
            return
        } catch { demand(false, "\(error)") }
        unlink(directory + "/index")
        let again = try? FileStore(directory: directory).load([key(id)])[0]
        demand(again?.record == record(id, "done"), "what was committed is there")
    }

    private static let lists = ["new", "done"].map { RecordList(kind, Scope("all"), status: $0) }

    private static func key(_ id: Int) -> RecordKey { RecordKey(kind, "\(id)") }

    private static func record(_ id: Int, _ status: String) -> Record {
        Record(
            key(id), status: status, scopes: ["all", "s\(id % 3)"].map { Scope($0) }, document: ["id": .number(id)])
    }

    private static func changed(_ index: [UInt8], _ changes: [UInt8]) -> [UInt8] {
        var index = index
        var pages: Set<Int> = []
        for start in stride(from: 0, through: changes.count - 8, by: 8) {
            let change = changes[start..<start + 8]
            let numbers = change.map { Int($0) }
            let page = (numbers[0] << 8 | numbers[1]) % (index.count / PagedFile.pageBytes)
            let offset = 8 + (numbers[2] << 8 | numbers[3]) % (PagedFile.usableBytes - 4)
            index.replaceSubrange(
                page * PagedFile.pageBytes + offset..<page * PagedFile.pageBytes + offset + 4, with: change.suffix(4))
            pages.insert(page)
        }
        index.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            for page in pages {
                let page = start + page * PagedFile.pageBytes
                page.storeBytes(of: PagedFile.pageChecksum(page), as: UInt64.self)
            }
        }
        return index
    }

    private static func contents(_ name: String) -> [UInt8]? {
        guard let file = try? FileDescriptor.open("\(directory)/\(name)", .read) else { return nil }
        defer { file.close() }
        return try? file.read(at: 0, count: file.size())
    }

    private static func write(_ bytes: [UInt8], _ name: String) {
        guard let file = try? FileDescriptor.open("\(directory)/\(name)", .make) else { fatalError("no \(name)") }
        defer { file.close() }
        guard (try? file.truncate(to: 0)) != nil, (try? file.write(bytes, at: 0)) != nil else {
            fatalError("no \(name)")
        }
    }
}
