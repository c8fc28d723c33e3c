import POSIX
import Storage

/// Where everything is in the journal, in a file of pages: key to newest version (a hash table of entries), lists in order
/// of change (a B+-tree), and counts. Derived from the journal alone, so that it can be rebuilt at any time. What an operation
/// costs hardly depends on how many records there are. Only for the holder of the journal's lock.
final class Index {
    /// The page cache of 16 MiB; frames that are not used take no physical memory.
    static let frames = 4096
    /// How many commits the file may lag behind: another process reads as many lines to catch up.
    private static let maximumUnwrittenCommits = 32
    private static let maximumChangedPages = 512

    enum Lifetime {
        /// A file with a name, for other processes too.
        case shared
        /// A file without a name, gone with this process.
        case temporary
    }

    let file: FileDescriptor
    let lifetime: Lifetime
    let pages: PagedFile
    var header: IndexHeader
    /// Entries of lists that were looked up before.
    var listNumbers: [RecordList: UInt32] = [:]
    var listLookups = 0
    private let boot: Boot?
    private var unwritten = Unwritten.untouched

    /// What the file does not have of the commits that are in memory.
    private enum Unwritten {
        /// Nothing has been written since the index was opened or cleared: the next commit is written at once, as most
        /// processes do no more than one.
        case untouched
        case commits(Int)
    }

    /// A new index in `file`, whatever that holds. Without a boot id, no other process will take it for current.
    init(_ file: FileDescriptor, _ lifetime: Lifetime, boot: Boot?, frames: Int = frames) {
        self.file = file
        self.lifetime = lifetime
        self.boot = boot
        pages = PagedFile(file, frames: frames)
        header = IndexHeader(boot: boot ?? .unknown)
        // `pages` is this index's own and does not outlive it. Embedded Swift has no weak references.
        pages.willWrite = { [unowned(unsafe) self] () throws(SystemError) in
            guard header.stamp.changing == 0 else { return }
            try mark()
            CrashPoint.indexMarked.pass()
        }
    }

    deinit { file.close() }

    /// Whether the file begins as an index of any version does.
    static func isIndex(_ file: FileDescriptor) throws(SystemError) -> Bool {
        guard let magic: UInt64 = try file.value(at: PagedFile.checksumBytes) else { return false }
        return magic & ~IndexHeader.versionMask == IndexHeader.magic & ~IndexHeader.versionMask
    }

    /// Whether the file lags behind what is in memory.
    var isLagging: Bool {
        if case .commits(let count) = unwritten { return count > 0 }
        return false
    }

    /// Reads the file's header again; returns false if the file is stale or damaged. Changes in memory that were not
    /// written are dropped if another process has written the file since: the journal has them.
    func refresh() throws(IndexError) -> Bool {
        if try isFileUnchanged() { return true }
        forget()
        guard let found = try readHeader(), found.magic == IndexHeader.magic, found.stamp.changing == 0,
            let boot, found.boot == boot
        else { return false }
        do { guard found.isPlausible(filePages: try file.size() / PagedFile.pageBytes) else { return false } } catch {
            throw .system(error)
        }
        header = found
        return true
    }

    /// Whether the file is as this process has last read or written it.
    private func isFileUnchanged() throws(IndexError) -> Bool {
        // A written index has a generation of at least 1.
        guard header.stamp.generation > 0, header.stamp.changing == 0 else { return false }
        do { return try file.value(at: IndexHeader.stampOffset) == header.stamp } catch { throw .system(error) }
    }

    private func readHeader() throws(IndexError) -> IndexHeader? {
        let page = UnsafeMutableRawBufferPointer.allocate(byteCount: PagedFile.pageBytes, alignment: 16)
        defer { page.deallocate() }
        let count: Int
        do { count = try file.read(into: page, at: Int(IndexHeader.page) * PagedFile.pageBytes) } catch {
            throw .system(error)
        }
        guard count == page.count, let start = page.baseAddress,
            PagedFile.pageChecksum(start) == page.load(as: UInt64.self)
        else { return nil }
        return page.loadUnaligned(fromByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
    }

    /// Makes the index empty.
    func clear() throws(IndexError) {
        forget()
        unwritten = .untouched
        let generation = header.stamp.generation
        header = IndexHeader(boot: boot ?? .unknown)
        header.stamp.generation = generation &+ UInt64.random(in: 1...UInt64(UInt32.max))
        do {
            try file.truncate(to: 0)
            try file.truncate(to: Int(header.pages) * PagedFile.pageBytes)
        } catch { throw .system(error) }
    }

    /// Records that the index holds all of the journal up to `head`. The file may lag behind: other processes read the
    /// lines that it lacks.
    func advance(to head: JournalHead) throws(IndexError) {
        header.head = PackedJournalHead(head)
        guard case .commits(let count) = unwritten, count + 1 < Self.maximumUnwrittenCommits,
            pages.changedCount < Self.maximumChangedPages
        else { return try flush() }
        unwritten = .commits(count + 1)
        try settle()
    }

    /// Flushes if a page has been written to make room for another, so that the file is whole again. To be called before
    /// the lock is released.
    func settle() throws(IndexError) {
        if header.stamp.changing != 0 { try flush() }
    }

    /// Writes all changes to the file.
    func flush() throws(IndexError) {
        try pages.flush()
        header.stamp.generation &+= 1
        do { try writeHeader() } catch { throw .system(error) }
        unwritten = .commits(0)
    }

    private func forget() {
        pages.forget()
        listNumbers.removeAll()
        if case .commits = unwritten { unwritten = .commits(0) }
    }

    /// Says in the file that its pages are being written. Until the header is written again, its checksum is wrong too.
    private func mark() throws(SystemError) {
        header.stamp.changing = 1
        // Typed throws do not pass through `withUnsafeBytes`.
        let result = withUnsafeBytes(of: header.stamp) { bytes in
            Result { () throws(SystemError) in try file.write(bytes, at: IndexHeader.stampOffset) }
        }
        try result.get()
    }

    private func writeHeader() throws(SystemError) {
        header.stamp.changing = 0
        let page = UnsafeMutableRawPointer.allocate(byteCount: PagedFile.pageBytes, alignment: 16)
        defer { page.deallocate() }
        page.initializeMemory(as: UInt8.self, repeating: 0, count: PagedFile.pageBytes)
        page.storeBytes(of: header, toByteOffset: PagedFile.checksumBytes, as: IndexHeader.self)
        page.storeBytes(of: PagedFile.pageChecksum(page), as: UInt64.self)
        let buffer = UnsafeRawBufferPointer(start: page, count: PagedFile.pageBytes)
        try file.write(buffer, at: Int(IndexHeader.page) * PagedFile.pageBytes)
    }

    /// The first of `count` new pages. They are zeros in the file; not `inFile`, they may be beyond its end until they are
    /// written.
    func allocate(pages count: UInt32, inFile: Bool = true) throws(IndexError) -> UInt32 {
        let start = header.pages
        let (end, isTooLarge) = start.addingReportingOverflow(count)
        guard !isTooLarge else { throw .damaged }
        guard inFile else {
            header.pages = end
            return start
        }
        let bytes = Int(end) * PagedFile.pageBytes
        do {
            // A process that is further in the journal may have made the file longer already.
            if try file.size() < bytes { try file.truncate(to: bytes) }
        } catch { throw .system(error) }
        header.pages = end
        return start
    }
}
