/// A buffer that is filled in pieces and read in lines. It searches each byte for a line feed once, however many pieces a
/// line comes in.
package struct LineBuffer {
    /// With room for more after `end`.
    private var bytes: [UInt8] = []
    private var end = 0
    /// How many of the bytes have been dropped.
    private var dropped = 0
    /// There is no line feed from `dropped` up to here.
    private var searched = 0

    package init() {}

    /// The bytes that have not been dropped.
    package var rest: ArraySlice<UInt8> { bytes[dropped..<end] }

    package var count: Int { end - dropped }

    package var isEmpty: Bool { count == 0 }

    /// The first line of the rest, without its line feed; nil if its line feed has not come yet. It stays until it is
    /// dropped.
    package mutating func firstLine() -> ArraySlice<UInt8>? {
        searched = lineFeed(from: searched) ?? end
        return searched < end ? bytes[dropped..<searched] : nil
    }

    /// `memchr` looks at many bytes at once.
    private func lineFeed(from start: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + start, CInt(UInt8(ascii: "\n")), end - start)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }

    /// Drops the first `count` bytes of the rest: for a line one more than it has, for its line feed.
    package mutating func drop(_ count: Int) {
        dropped += count
        searched = max(searched, dropped)
    }

    package mutating func append(_ more: [UInt8]) {
        if isEmpty {
            bytes = more
            (dropped, searched, end) = (0, 0, more.count)
        } else {
            bytes.removeLast(bytes.count - end)
            bytes.removeFirst(dropped)
            bytes += more
            (dropped, searched, end) = (0, searched - dropped, bytes.count)
        }
    }

    /// Appends what `read` puts into a buffer of `count` bytes; returns how many that were.
    package mutating func append(
        upTo count: Int, _ read: (UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
    ) throws(SystemError) -> Int {
        makeRoom(count)
        let end = end
        // Typed throws do not pass through `withUnsafeMutableBytes`.
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(SystemError) in
                try read(UnsafeMutableRawBufferPointer(rebasing: buffer[end..<end + count]))
            }
        }
        let more = try result.get()
        self.end += more
        return more
    }

    private mutating func makeRoom(_ count: Int) {
        guard end + count > bytes.count else { return }
        bytes.withUnsafeMutableBytes { [dropped, end] buffer in
            guard dropped > 0, let start = buffer.baseAddress else { return }
            memmove(start, start + dropped, end - dropped)
        }
        (dropped, searched, end) = (0, searched - dropped, end - dropped)
        if end + count > bytes.count { bytes += [UInt8](repeating: 0, count: end + count - bytes.count) }
    }
}
