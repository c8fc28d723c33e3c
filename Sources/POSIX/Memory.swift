/// The memory of the process.
package enum Memory {
    /// Maps pages with one call, which takes about half as long as a page fault for each. Nothing depends on it: older kernels
    /// refuse.
    private static func populate(_ start: UnsafeMutableRawPointer, count: Int) {
        #if os(Linux)
            // Since Linux 5.14; older headers do not name it.
            let populateWrite: CInt = 23
            _ = madvise(start, count, populateWrite)
        #endif
    }

    /// Maps the pages at the top of the stack and at the start of the heap that almost every process uses. To be called before
    /// anything is allocated.
    package static func populateStart() {
        let pageBytes = 4096
        let stackPages = 5
        // What glibc takes for the heap at first.
        let heapPages = 33
        var local: UInt8 = 0
        let stack = withUnsafeMutablePointer(to: &local) { UnsafeMutableRawPointer($0) }
        populate(stack - Int(bitPattern: stack) % pageBytes - stackPages * pageBytes, count: stackPages * pageBytes)
        let heap = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
        defer { heap.deallocate() }
        populate(heap - Int(bitPattern: heap) % pageBytes, count: heapPages * pageBytes)
    }
}
