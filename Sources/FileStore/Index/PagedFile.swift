import POSIX

/// A file of pages of 4 KiB, each with a checksum in its first eight bytes, behind a direct-mapped cache: page `n` can
/// only be in slot `n` modulo the number of slots. The first slots that a process uses have their memory side by side, for
/// most processes need no others.
///
/// Changes stay in memory until `flush`, or until another page needs the frame.
final class PagedFile {
    static let pageBytes = 4096
    static let checksumBytes = 8
    static let usableBytes = pageBytes - checksumBytes

    let file: FileDescriptor
    /// As many as one change of a record needs. They come from the heap: no system call takes them or gives them back.
    private static let firstFrames = 24

    private let slotCount: Int
    private let frames: UnsafeMutableRawPointer
    private var usedFrames: UInt8 = 0
    /// A frame for each slot that has none of the first ones. Untouched, they use no physical memory.
    private var slotFrames: UnsafeMutableRawPointer?
    /// Only as many as have been needed: a small index has no pages in the others.
    private var slots: [Slot] = []
    private(set) var changedCount = 0

    private struct Slot {
        /// The number of the page that it holds, plus one; 0 if it is empty.
        var held: UInt32 = 0
        /// Its number among the first frames, plus one; 0 if it has none of them.
        var firstFrame: UInt8 = 0
        var isChanged = false
    }

    /// Called before each write of pages.
    var willWrite: () throws(SystemError) -> Void = {}

    init(_ file: FileDescriptor, frames count: Int) {
        self.file = file
        slotCount = count
        // Aligned, each frame is one page of the system's, not parts of two.
        frames = .allocate(byteCount: Self.firstFrames * Self.pageBytes, alignment: Self.pageBytes)
    }

    deinit {
        frames.deallocate()
        slotFrames?.deallocate()
    }

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
        slots[slot(of: page)].held = page + 1
        markChanged(page)
        return frame
    }

    /// Only for a page that was just read.
    func markChanged(_ page: UInt32) {
        let slot = slot(of: page)
        if !slots[slot].isChanged {
            slots[slot].isChanged = true
            changedCount += 1
        }
    }

    /// Writes all changes to the file, adjacent pages with one call.
    func flush() throws(IndexError) {
        var start = 0
        while changedCount > 0, start < slots.count {
            guard slots[start].isChanged else {
                start += 1
                continue
            }
            var end = start + 1
            while end < slots.count, slots[end].isChanged, slots[end].held == slots[end - 1].held + 1,
                frame(ofSlot: end) == frame(ofSlot: end - 1) + Self.pageBytes
            { end += 1 }
            try writeBack(start..<end)
            start = end
        }
    }

    /// Empties the cache, unwritten changes included.
    func forget() {
        for slot in slots.indices where slots[slot].held != 0 {
            slots[slot].held = 0
            slots[slot].isChanged = false
        }
        changedCount = 0
    }

    private func slot(of page: UInt32) -> Int { Int(page) % slotCount }

    private func frame(ofSlot slot: Int) -> UnsafeMutableRawPointer {
        if slots[slot].firstFrame == 0, usedFrames < Self.firstFrames {
            usedFrames += 1
            slots[slot].firstFrame = usedFrames
        }
        let number = Int(slots[slot].firstFrame)
        if number > 0 { return frames + (number - 1) * Self.pageBytes }
        let start = slotFrames ?? .allocate(byteCount: slotCount * Self.pageBytes, alignment: Self.pageBytes)
        slotFrames = start
        return start + slot * Self.pageBytes
    }

    private func frame(of page: UInt32) throws(IndexError) -> UnsafeMutableRawPointer {
        guard page < .max else { throw .damaged }
        let slot = slot(of: page)
        if slot < slots.count, slots[slot].held == page + 1 { return frame(ofSlot: slot) }
        let frame = try emptyFrame(for: page)
        let buffer = UnsafeMutableRawBufferPointer(start: frame, count: Self.pageBytes)
        let count: Int
        do { count = try file.read(into: buffer, at: Int(page) * Self.pageBytes) } catch { throw .system(error) }
        guard count == Self.pageBytes, Self.pageChecksum(frame) == frame.load(as: UInt64.self) else { throw .damaged }
        slots[slot].held = page + 1
        return frame
    }

    /// The frame for a page that is not in it, or is no longer to be.
    private func emptyFrame(for page: UInt32) throws(IndexError) -> UnsafeMutableRawPointer {
        guard page < .max else { throw .damaged }
        let slot = slot(of: page)
        makeSlots(through: slot)
        if slots[slot].isChanged, slots[slot].held != page + 1 { try writeBack(slot..<slot + 1) }
        slots[slot].held = 0
        return frame(ofSlot: slot)
    }

    private func makeSlots(through last: Int) {
        guard last >= slots.count else { return }
        let step = 512
        let count = min((last / step + 1) * step, slotCount)
        slots += repeatElement(Slot(), count: count - slots.count)
    }

    /// Slots whose pages follow each other, in the file and in memory.
    private func writeBack(_ range: Range<Int>) throws(IndexError) {
        let start = frame(ofSlot: range.lowerBound)
        for index in 0..<range.count {
            let frame = start + index * Self.pageBytes
            frame.storeBytes(of: Self.pageChecksum(frame), as: UInt64.self)
        }
        do {
            try willWrite()
            let pages = UnsafeRawBufferPointer(start: start, count: range.count * Self.pageBytes)
            try file.write(pages, at: Int(slots[range.lowerBound].held - 1) * Self.pageBytes)
        } catch { throw .system(error) }
        for slot in range { slots[slot].isChanged = false }
        changedCount -= range.count
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
