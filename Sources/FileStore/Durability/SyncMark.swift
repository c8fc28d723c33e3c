import POSIX

/// How far the journal is known to be on the disk, for all processes to see: a few bytes on a page of their own beside the
/// index.
struct SyncMark {
    static let page: UInt32 = 1
    private static let offset = Int(page) * PagedFile.pageBytes
    /// The end, the same inverted, and further on whether a sync has failed.
    private typealias Words = InlineArray<9, UInt64>
    private static let failureOffset = offset + 8 * MemoryLayout<UInt64>.size

    /// Everything in front of this byte of the journal is on the disk; 0 where nothing is known.
    let end: Int
    /// Whether a sync has failed, so that what is behind `end` has to be written again before another sync says anything
    /// about it.
    let hasFailed: Bool

    init(in index: FileDescriptor) {
        let found: Words? = try? index.value(at: Self.offset)
        let words = found ?? Words(repeating: 0)
        end = words[1] == ~words[0] ? Int(clamping: words[0]) : 0
        hasFailed = words[8] != 0
    }

    /// Written without the lock: every value that is ever there is true, whoever's comes last. A mark that cannot be
    /// written is no loss: it saves others a sync.
    static func setEnd(_ end: Int, in index: FileDescriptor) {
        write((UInt64(end), ~UInt64(end)), to: index, at: offset)
    }

    static func setFailed(_ hasFailed: Bool, in index: FileDescriptor) {
        write(hasFailed ? 1 : 0 as UInt64, to: index, at: failureOffset)
    }

    private static func write<Value: BitwiseCopyable>(_ value: Value, to file: FileDescriptor, at offset: Int) {
        withUnsafeBytes(of: value) { bytes in _ = try? file.write(bytes, at: offset) }
    }
}
