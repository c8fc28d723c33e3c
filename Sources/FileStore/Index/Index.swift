import Cancellation
import POSIX

/// Where everything stands in the journal, in a file of fixed-size slots that can be thrown away: key to newest version,
/// lists in order of change, and counts. Each operation touches a number of slots that does not depend on how many there
/// are. Only for the holder of the journal's lock.
final class Index {
    /// 16 MiB, of which a process that answers one request touches some fifty pages.
    private static let frames = 4096

    let file: FileDescriptor
    let pages: PagedFile
    var header: IndexHeader
    /// Slots of lists that were looked up before; the names of lists recur.
    var listSlots: [RecordList: UInt32] = [:]
    var listsFound = 0
    private let boot: Boot?

    /// A new index in `file`, whatever that holds. Without a boot to go by, it will not outlive its process.
    init(_ file: FileDescriptor, boot: Boot?) {
        self.file = file
        self.boot = boot
        pages = PagedFile(file, frames: Self.frames)
        header = IndexHeader(boot: boot ?? .unknown)
        pages.willWrite = { [unowned(unsafe) self] () throws(SystemError) in
            guard header.isChanging == 0 else { return }
            try writeHeader(isChanging: 1)
            CrashPoint.indexMarked.pass()
        }
    }

    deinit { file.close() }

    /// Whether the file begins as an index does.
    static func isIndex(_ file: FileDescriptor) throws(SystemError) -> Bool {
        let magic = withUnsafeBytes(of: IndexHeader.magic) { Array($0) }
        return try file.read(at: PagedFile.checksumBytes, count: magic.count) == magic
    }

    /// Takes up what the file holds now; false where that cannot be relied on.
    func refresh() throws(IndexError) -> Bool {
        let page = UnsafeMutableRawPointer.allocate(byteCount: PagedFile.pageBytes, alignment: 16)
        defer { page.deallocate() }
        let count: Int
        do {
            let buffer = UnsafeMutableRawBufferPointer(start: page, count: PagedFile.pageBytes)
            count = try file.read(into: buffer, at: 0)
        } catch { throw .system(error) }
        guard count == PagedFile.pageBytes, PagedFile.checksum(page) == page.load(as: UInt64.self) else { return false }
        let found = page.loadUnaligned(fromByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
        guard found.magic == IndexHeader.magic, found.isChanging == 0, let boot, found.boot == boot,
            found.lastLine <= found.journalEnd, found.lines <= found.journalEnd
        else {
            return false
        }
        if found.generation != header.generation { forget() }
        header = found
        return true
    }

    /// Begins anew, with nothing.
    func clear() throws(IndexError) {
        forget()
        let generation = header.generation
        header = IndexHeader(boot: boot ?? .unknown)
        header.generation = generation &+ UInt64.random(in: 1...UInt64(UInt32.max))
        do {
            try file.truncate(to: 0)
            try file.truncate(to: Int(header.pages) * PagedFile.pageBytes)
        } catch { throw .system(error) }
    }

    /// Writes what has changed, for others to see.
    func flush() throws(IndexError) {
        try pages.flush()
        header.generation &+= 1
        do { try writeHeader(isChanging: 0) } catch { throw .system(error) }
    }

    private func forget() {
        pages.forget()
        listSlots.removeAll()
    }

    private func writeHeader(isChanging: UInt64) throws(SystemError) {
        header.isChanging = isChanging
        let page = UnsafeMutableRawPointer.allocate(byteCount: PagedFile.pageBytes, alignment: 16)
        defer { page.deallocate() }
        page.initializeMemory(as: UInt8.self, repeating: 0, count: PagedFile.pageBytes)
        page.storeBytes(of: header, toByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
        page.storeBytes(of: PagedFile.checksum(page), as: UInt64.self)
        let buffer = UnsafeRawBufferPointer(start: page, count: PagedFile.pageBytes)
        try file.write(buffer, at: Int(IndexHeader.page) * PagedFile.pageBytes)
    }

    /// So many new pages, all zeros; returns the first one's number.
    func allocate(pages count: UInt32) throws(IndexError) -> UInt32 {
        let start = header.pages
        let (end, isTooLarge) = start.addingReportingOverflow(count)
        guard !isTooLarge else { throw .damaged }
        do { try file.truncate(to: Int(end) * PagedFile.pageBytes) } catch { throw .system(error) }
        header.pages = end
        return start
    }
}
