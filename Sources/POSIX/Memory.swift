/// The memory of the process.
package enum Memory {
    /// Maps pages with one call, which takes about half as long as a page fault for each. Nothing depends on it: older kernels
    /// refuse.
    package static func populate(_ start: UnsafeMutableRawPointer, count: Int) {
        #if os(Linux)
            // Since Linux 5.14; older headers do not name it.
            let populateWrite: CInt = 23
            _ = madvise(start, count, populateWrite)
        #endif
    }
}
