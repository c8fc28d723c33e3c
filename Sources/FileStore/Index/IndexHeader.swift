import ASCII
import POSIX

/// The first page of the index: which journal it belongs to, how far it goes, and where its parts are.
struct IndexHeader: BitwiseCopyable {
    static let page: UInt32 = 0
    static let magic: UInt64 = 0x7865_646E_494D_4303
    /// The part of `magic` that is the format's version. An index of another version is rebuilt.
    static let versionMask: UInt64 = 0xFF
    /// Each extent of entries has twice as many as the one before it.
    static let firstExtentPages: UInt32 = 16
    static let maximumExtents = 28
    static let firstTablePages: UInt32 = 4

    /// Of `stamp`, in the file.
    static let stampOffset = PagedFile.checksumBytes + MemoryLayout<UInt64>.size + MemoryLayout<Boot>.size

    var magic = Self.magic
    /// The machine's when the index was made. An index of an earlier boot is not used: a crash of the machine may have
    /// left any of its pages unwritten.
    var boot: Boot
    var stamp = IndexStamp()
    /// How far into the journal the index goes.
    var head = PackedJournalHead(.start)
    var pages: UInt32
    var tableStart: UInt32
    var tablePages: UInt32 = Self.firstTablePages
    var entries: UInt32 = 0
    /// 0 if no record is in a list.
    var treeRoot: UInt32 = 0
    /// The first of the pages that the tree can use again, each of which names the next one; 0 if there is none.
    var freeTreePage: UInt32 = 0
    /// The root's.
    var treeLevel: UInt16 = 0
    var extents = InlineArray<28, UInt32>(repeating: 0)

    /// Of an empty index.
    init(boot: Boot) {
        self.boot = boot
        tableStart = Self.page + 1
        pages = tableStart + Self.firstTablePages
    }
}

extension IndexHeader {
    /// How many entries the extents before `extent` have.
    static func entries(beforeExtent extent: Int) -> Int {
        Int(firstExtentPages) * IndexEntry.perPage * (1 << extent - 1)
    }

    /// Whether a file of so many pages could have this header: each part is in the file and apart from the others, and large
    /// enough for what it has.
    func isPlausible(filePages: Int) -> Bool {
        var regions = [(start: Self.page, pages: UInt32(1)), (start: tableStart, pages: tablePages)]
        for extent in 0..<Self.maximumExtents {
            let isUsed = Int(entries) > Self.entries(beforeExtent: extent)
            guard isUsed == (extents[extent] != 0) else { return false }
            if isUsed { regions.append((extents[extent], Self.firstExtentPages << UInt32(extent))) }
        }
        regions.sort { $0.start < $1.start }
        var end = 0
        for region in regions {
            guard Int(region.start) >= end else { return false }
            end = Int(region.start) + Int(region.pages)
        }
        return head.isPlausible && end <= pages && pages <= filePages && tablePages > 0
            && Int(entries) < Int(tablePages) * HashSlot.perPage && treeLevel < Index.maximumTreeLevels
    }
}

/// Tells whether another process has written the index.
struct IndexStamp: Equatable, BitwiseCopyable {
    /// Not 0 while pages are written. Another process sees that only if the writer was stopped in the middle.
    var changing: UInt64 = 0
    /// Grows whenever the file is written.
    var generation: UInt64 = 0
}

/// Tells one start of the machine from another.
struct Boot: Equatable, BitwiseCopyable {
    private let high: UInt64
    private let low: UInt64

    /// From Linux's random boot id; nil if it cannot be read.
    static func current() -> Boot? {
        guard let file = try? FileDescriptor.open("/proc/sys/kernel/random/boot_id", .read) else { return nil }
        defer { file.close() }
        let maximumBytes = 64
        guard let bytes = try? file.read(upTo: maximumBytes) else { return nil }
        let digits = bytes.compactMap { $0.hexadecimalValue }
        guard digits.count == 32 else { return nil }
        return Boot(
            high: digits[..<16].reduce(0) { $0 << 4 | UInt64($1) },
            low: digits[16...].reduce(0) { $0 << 4 | UInt64($1) })
    }

    static let unknown = Boot(high: 0, low: 0)

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
