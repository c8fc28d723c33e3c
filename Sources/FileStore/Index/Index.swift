import POSIX
import Storage

/// Where everything stands in the journal, in a file of fixed-size slots that can be thrown away: key to newest version,
/// lists in order of change, and counts. Each operation touches a number of slots that does not depend on how many there
/// are. Only for the holder of the journal's lock.
final class Index {
    /// 16 MiB, of which a process that answers one request touches some fifty pages.
    static let frames = 4096
    /// How often the index moves on before it is written: whoever finds the file behind reads as many lines.
    private static let maximumSteps = 32
    private static let maximumChangedPages = 512

    let file: FileDescriptor
    let pages: PagedFile
    var header: IndexHeader
    /// Slots of lists that were looked up before; the names of lists recur.
    var listSlots: [RecordList: UInt32] = [:]
    var listsFound = 0
    private let boot: Boot?
    /// How often the index has moved on since the file was written or read.
    private var steps = 0
    /// Whether the file was written, since it was opened or cleared: what a process does first is written at once, as
    /// most do no more.
    private var hasFlushed = false

    /// A new index in `file`, whatever that holds. Without a boot to go by, it will not outlive its process.
    init(_ file: FileDescriptor, boot: Boot?, frames: Int = frames) {
        self.file = file
        self.boot = boot
        pages = PagedFile(file, frames: frames)
        header = IndexHeader(boot: boot ?? .unknown)
        // The pages are this index's own and do not outlive it; embedded Swift has no other way to say so.
        pages.willWrite = { [unowned(unsafe) self] () throws(SystemError) in
            guard header.state.isChanging == 0 else { return }
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

    /// Whether the file lags behind what is held here.
    var isLagging: Bool { steps > 0 }

    /// Takes up what the file holds now; false where that cannot be relied on. What was held back is dropped where
    /// somebody else has written the file since: the journal has both.
    func refresh() throws(IndexError) -> Bool {
        if try isFileUnchanged() { return true }
        forget()
        guard let found = try readHeader(), found.magic == IndexHeader.magic, found.state.isChanging == 0,
            let boot, found.boot == boot, found.lastLine <= found.journalEnd, found.lines <= found.journalEnd
        else { return false }
        header = found
        return true
    }

    /// Whether it is as this process has read or written it.
    private func isFileUnchanged() throws(IndexError) -> Bool {
        // No index was ever written without a generation.
        guard header.state.generation > 0, header.state.isChanging == 0 else { return false }
        do { return try file.value(at: IndexHeader.stateOffset) == header.state } catch { throw .system(error) }
    }

    private func readHeader() throws(IndexError) -> IndexHeader? {
        let page = UnsafeMutableRawBufferPointer.allocate(byteCount: PagedFile.pageBytes, alignment: 16)
        defer { page.deallocate() }
        let count: Int
        do { count = try file.read(into: page, at: Int(IndexHeader.page) * PagedFile.pageBytes) } catch {
            throw .system(error)
        }
        guard count == page.count, let start = page.baseAddress,
            PagedFile.checksum(start) == page.load(as: UInt64.self)
        else { return nil }
        return page.loadUnaligned(fromByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
    }

    /// Begins anew, with nothing.
    func clear() throws(IndexError) {
        forget()
        hasFlushed = false
        let generation = header.state.generation
        header = IndexHeader(boot: boot ?? .unknown)
        header.state.generation = generation &+ UInt64.random(in: 1...UInt64(UInt32.max))
        do {
            try file.truncate(to: 0)
            try file.truncate(to: Int(header.pages) * PagedFile.pageBytes)
        } catch { throw .system(error) }
    }

    /// Says that all is in the index as far as `chain`. The file may lag behind: others read the lines that it lacks.
    func advance(to chain: ChainEnd) throws(IndexError) {
        header.chain = chain
        steps += 1
        if !hasFlushed || steps >= Self.maximumSteps || pages.changed >= Self.maximumChangedPages { return try flush() }
        try settle()
    }

    /// Makes the file whole where pages had to be written before their time. Called before the lock is given up.
    func settle() throws(IndexError) {
        if header.state.isChanging != 0 { try flush() }
    }

    /// Writes what has changed, for others to see.
    func flush() throws(IndexError) {
        try pages.flush()
        header.state.generation &+= 1
        do { try writeHeader(isChanging: 0) } catch { throw .system(error) }
        steps = 0
        hasFlushed = true
    }

    private func forget() {
        pages.forget()
        listSlots.removeAll()
        steps = 0
    }

    private func writeHeader(isChanging: UInt64) throws(SystemError) {
        header.state.isChanging = isChanging
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
        let bytes = Int(end) * PagedFile.pageBytes
        do {
            // Somebody who is further in the journal may have made room here already.
            if try file.size() < bytes { try file.truncate(to: bytes) }
        } catch { throw .system(error) }
        header.pages = end
        return start
    }
}
