/// A line that does not follow the one before it, or has no end.
struct BadLine: Equatable {
    /// Of its first byte in the journal.
    let offset: Int
    let fault: JournalError.Fault
    /// Whether nothing follows it.
    let isLast: Bool
    /// Whether a byte of it is zero, which the text of a line never has.
    let hasZeros: Bool

    init(at offset: Int, _ fault: JournalError.Fault, _ text: ArraySlice<UInt8>, isLast: Bool) {
        self.offset = offset
        self.fault = fault
        self.isLast = isLast
        hasZeros = text.contains(0)
    }

    /// Whether it may be what is left of a write that was not synced when the process or the machine stopped, so that nobody
    /// was answered with it: it has no line feed yet, or it has bytes that never reached the disk, which a file system shows
    /// as zeros. Everything else is damage.
    func mayBeCutShort(syncedUpTo synced: JournalHead) -> Bool {
        guard offset >= synced.offset else { return false }
        if fault == .unterminated { return true }
        // Of several lines that were on their way to the disk a later one may have arrived. Without a position, nothing says
        // that the lines behind it were never answered.
        return hasZeros && (isLast || synced.offset > 0)
    }
}
