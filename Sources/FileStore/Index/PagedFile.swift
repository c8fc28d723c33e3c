import POSIX

/// A file of pages of 4 KiB, each with a checksum in its first eight bytes, behind a direct-mapped cache: page `n` can
/// only be in frame `n` modulo the number of frames.
///
/// Changes stay in memory until `flush`, or until another page needs the frame.
final class PagedFile {
    static let pageBytes = 4096
    static let checksumBytes = 8
    static let usableBytes = pageBytes - checksumBytes

    let file: FileDescriptor
    private let frameCount: Int
    private let frames: UnsafeMutableRawPointer
    /// The number of the page in each frame, plus one; 0 for an empty frame.
    private var held: [UInt32]
    private var isChanged: [Bool]
    private(set) var changedCount = 0
    /// Called before each write of pages.
    var willWrite: () throws(SystemError) -> Void = {}

    init(_ file: FileDescriptor, frames frameCount: Int) {
        self.file = file
        self.frameCount = frameCount
        // Untouched frames use no physical memory. Aligned, each frame is one page of the system's, not parts of two.
        frames = .allocate(byteCount: frameCount * Self.pageBytes, alignment: Self.pageBytes)
        held = [UInt32](repeating: 0, count: frameCount)
        isChanged = [Bool](repeating: false, count: frameCount)
    }

    deinit { frames.deallocate() }

    func read<Value: BitwiseCopyable>(
        _: Value.Type, page: UInt32, at offset: Int
    ) throws(IndexError) -> Value {
        try frame(of: page).loadUnaligned(fromByteOffset: offset, as: Value.self)
    }

    func write<Value: BitwiseCopyable>(_ value: Value, page: UInt32, at offset: Int) throws(IndexError) {
        try frame(of: page).storeBytes(of: value, toByteOffset: offset, as: Value.self)
        markChanged(page)
    }

    /// A whole page, until another one is read.
    func bytes(of page: UInt32) throws(IndexError) -> UnsafeMutableRawPointer { try frame(of: page) }

    /// A whole page, whatever the file has there: zeros, and changed.
    func makeBytes(of page: UInt32) throws(IndexError) -> UnsafeMutableRawPointer {
        let frame = try emptyFrame(for: page)
        frame.initializeMemory(as: UInt8.self, repeating: 0, count: Self.pageBytes)
        held[Int(page) % frameCount] = page + 1
        markChanged(page)
        return frame
    }

    /// Only for a page that was just read.
    func markChanged(_ page: UInt32) {
        let index = Int(page) % frameCount
        if !isChanged[index] {
            isChanged[index] = true
            changedCount += 1
        }
    }

    /// Writes all changes to the file, adjacent pages with one call.
    func flush() throws(IndexError) {
        var start = 0
        while changedCount > 0, start < frameCount {
            guard isChanged[start] else {
                start += 1
                continue
            }
            var end = start + 1
            while end < frameCount, isChanged[end], held[end] == held[end - 1] + 1 { end += 1 }
            try writeBack(start..<end)
            start = end
        }
    }

    /// Empties the cache, unwritten changes included.
    func forget() {
        for index in held.indices { held[index] = 0 }
        for index in isChanged.indices { isChanged[index] = false }
        changedCount = 0
    }

    private func frame(of page: UInt32) throws(IndexError) -> UnsafeMutableRawPointer {
        guard page < .max else { throw .damaged }
        let index = Int(page) % frameCount
        if held[index] == page + 1 { return frames + index * Self.pageBytes }
        let frame = try emptyFrame(for: page)
        let buffer = UnsafeMutableRawBufferPointer(start: frame, count: Self.pageBytes)
        let count: Int
        do { count = try file.read(into: buffer, at: Int(page) * Self.pageBytes) } catch { throw .system(error) }
        guard count == Self.pageBytes, Self.pageChecksum(frame) == frame.load(as: UInt64.self) else { throw .damaged }
        held[index] = page + 1
        return frame
    }

    /// The frame of a page that is not in it, or is no longer to be.
    private func emptyFrame(for page: UInt32) throws(IndexError) -> UnsafeMutableRawPointer {
        guard page < .max else { throw .damaged }
        let index = Int(page) % frameCount
        if isChanged[index], held[index] != page + 1 { try writeBack(index..<index + 1) }
        held[index] = 0
        return frames + index * Self.pageBytes
    }

    private func writeBack(_ indices: Range<Int>) throws(IndexError) {
        let start = frames + indices.lowerBound * Self.pageBytes
        for index in 0..<indices.count {
            let frame = start + index * Self.pageBytes
            frame.storeBytes(of: Self.pageChecksum(frame), as: UInt64.self)
        }
        do {
            try willWrite()
            let pages = UnsafeRawBufferPointer(start: start, count: indices.count * Self.pageBytes)
            try file.write(pages, at: Int(held[indices.lowerBound] - 1) * Self.pageBytes)
        } catch { throw .system(error) }
        for index in indices { isChanged[index] = false }
        changedCount -= indices.count
    }

    /// Detects accidental damage. Unlike `checksum`, it is 0 for a page of zeros, as a file has them where it was only
    /// lengthened. Computed in four independent lanes, which a processor runs side by side.
    static func pageChecksum(_ page: UnsafeRawPointer) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        func mix(_ lane: UInt64, _ offset: Int) -> UInt64 {
            let mixed = (lane ^ page.load(fromByteOffset: offset, as: UInt64.self)) &* factor
            return mixed ^ mixed >> 29
        }
        lanes.1 = mix(0, 8)
        lanes.2 = mix(0, 16)
        lanes.3 = mix(0, 24)
        for offset in stride(from: 32, to: pageBytes, by: 32) {
            lanes = (
                mix(lanes.0, offset), mix(lanes.1, offset + 8), mix(lanes.2, offset + 16), mix(lanes.3, offset + 24)
            )
        }
        var sum: UInt64 = 0
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
            sum = (sum ^ lane) &* factor
            sum ^= sum >> 32
        }
        return sum
    }
}
