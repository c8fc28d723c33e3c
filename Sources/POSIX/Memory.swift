/// What a process asks of its own memory.
package enum Memory {
    /// Maps pages with one call instead of one page fault each, about half of the time. Nothing depends on it: an old system
    /// refuses.
    package static func populate(_ start: UnsafeMutableRawPointer, count: Int) {
        #if os(Linux)
            // MADV_POPULATE_WRITE, since Linux 5.14.
            _ = madvise(start, count, 23)
        #endif
    }
}
