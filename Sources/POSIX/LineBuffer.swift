/// A buffer that is filled in pieces and read in lines. It searches each byte for a line feed once, however many pieces a
/// line comes in.
package struct LineBuffer {
    private var bytes: [UInt8] = []
    /// How many of the bytes have been dropped.
    private var dropped = 0
    /// There is no line feed from `dropped` up to here.
    private var searched = 0

    package init() {}

    /// The bytes that have not been dropped.
    package var rest: ArraySlice<UInt8> { bytes[dropped...] }

    package var count: Int { bytes.count - dropped }

    package var isEmpty: Bool { count == 0 }

    /// The first line of the rest, without its line feed; nil if its line feed has not come yet. It stays until it is
    /// dropped.
    package mutating func firstLine() -> ArraySlice<UInt8>? {
        searched = lineFeed(from: searched) ?? bytes.count
        return searched < bytes.count ? bytes[dropped..<searched] : nil
    }

    /// `memchr` looks at many bytes at once.
    private func lineFeed(from start: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + start, CInt(UInt8(ascii: "\n")), buffer.count - start)
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
        } else {
            bytes.removeFirst(dropped)
            bytes += more
        }
        searched -= dropped
        dropped = 0
    }
}
