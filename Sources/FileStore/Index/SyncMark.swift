import POSIX

/// How far the journal is known to be on the disk, for all processes to see: a few bytes on a page of their own beside the
/// index.
enum SyncMark {
    static let page: UInt32 = 1
    private static let endOffset = Int(page) * PagedFile.pageBytes
    private static let failureOffset = endOffset + 64

    /// Everything in front of this byte of the journal is on the disk; 0 where nothing is known. Written without the lock:
    /// every value that is ever there is true, whoever's comes last.
    static func end(in index: FileDescriptor) -> Int {
        guard let (end, check): (UInt64, UInt64) = try? index.value(at: endOffset) else { return 0 }
        return check == ~end ? Int(clamping: end) : 0
    }

    /// A mark that cannot be written is no loss: it saves others a sync.
    static func setEnd(_ end: Int, in index: FileDescriptor) {
        write((UInt64(end), ~UInt64(end)), to: index, at: endOffset)
    }

    /// Whether a sync has failed, so that what is behind `end` has to be written again before another sync says anything
    /// about it.
    static func hasFailed(in index: FileDescriptor) -> Bool {
        let failed: UInt64? = try? index.value(at: failureOffset)
        return failed ?? 0 != 0
    }

    static func setFailed(_ hasFailed: Bool, in index: FileDescriptor) {
        write(hasFailed ? 1 : 0 as UInt64, to: index, at: failureOffset)
    }

    private static func write<Value: BitwiseCopyable>(_ value: Value, to file: FileDescriptor, at offset: Int) {
        withUnsafeBytes(of: value) { bytes in _ = try? file.write(bytes, at: offset) }
    }
}
