import ASCII
import Digest
import POSIX

/// The first page of the index: what it belongs to, how far it has come, and where its parts are.
struct IndexHeader: BitwiseCopyable {
    static let page: UInt32 = 0
    static let magic: UInt64 = 0x7865_646E_494D_4301
    /// Each extent of slots has twice as many as the one before it.
    static let firstExtentPages: UInt32 = 16
    static let maximumExtents = 28
    static let firstTablePages: UInt32 = 4

    /// Where `state` stands in the file.
    static let stateOffset = PagedFile.checksumBytes + MemoryLayout<UInt64>.size + MemoryLayout<Boot>.size

    var magic = Self.magic
    /// Of the machine, as it was when the index was made: a crash may have left any part of it unwritten.
    var boot: Boot
    var state = IndexState()

    // How far into the journal the index has come, at the end of a line.
    var journalEnd: UInt64 = 0
    var lastLine: UInt64 = 0
    var lines: UInt64 = 0
    /// Of the last line.
    var hash = InlineArray<4, UInt64>(repeating: 0)

    var pages: UInt32
    var tableStart: UInt32
    var tablePages: UInt32 = Self.firstTablePages
    var tableEntries: UInt32 = 0
    var slots: UInt32 = 0
    var extents = InlineArray<28, UInt32>(repeating: 0)

    /// Of an index that has nothing in it yet.
    init(boot: Boot) {
        self.boot = boot
        tableStart = SyncMark.page + 1
        pages = tableStart + Self.firstTablePages
    }
}

/// What tells whether somebody has written an index.
struct IndexState: Equatable, BitwiseCopyable {
    /// Set while pages are written, and found by others only if the writer was stopped in the middle.
    var isChanging: UInt64 = 0
    /// Moves on whenever the file is written.
    var generation: UInt64 = 0
}

/// Which start of the machine this is.
struct Boot: Equatable, BitwiseCopyable {
    private let high: UInt64
    private let low: UInt64

    /// Out of the kernel's random boot id; `nil` where there is none to be had.
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

extension IndexHeader {
    /// How far the index has come in the journal, in bytes.
    var end: Int { Int(clamping: journalEnd) }

    /// How far the index has come in the journal.
    var chain: ChainEnd {
        get {
            var bytes = [UInt8](repeating: 0, count: SHA256.digestBytes)
            for index in bytes.indices {
                bytes[index] = UInt8(truncatingIfNeeded: hash[index / 8] >> UInt64(56 - index % 8 * 8))
            }
            return ChainEnd(
                offset: Int(clamping: journalEnd), lastLine: Int(clamping: lastLine), lines: Int(clamping: lines),
                hash: bytes)
        }
        set {
            journalEnd = UInt64(newValue.offset)
            lastLine = UInt64(newValue.lastLine)
            lines = UInt64(newValue.lines)
            for index in newValue.hash.indices { hash[index / 8] = hash[index / 8] << 8 | UInt64(newValue.hash[index]) }
        }
    }
}
