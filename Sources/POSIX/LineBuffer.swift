/// Bytes that come in pieces and are taken in lines. Each byte is searched for a line feed once, however many pieces a
/// line comes in.
package struct LineBuffer {
    private var bytes: [UInt8] = []
    /// The part of `bytes` that has been dropped.
    private var dropped = 0
    /// How far `bytes` has no line feed behind what was dropped.
    private var searched = 0

    package init() {}

    /// What has come and was not dropped.
    package var rest: ArraySlice<UInt8> { bytes[dropped...] }

    package var count: Int { bytes.count - dropped }

    package var isEmpty: Bool { count == 0 }

    /// The next line, without its line feed, which stays until it is dropped; `nil` where its line feed has not come yet.
    package mutating func firstLine() -> ArraySlice<UInt8>? {
        searched = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        return searched < bytes.count ? bytes[dropped..<searched] : nil
    }

    /// Drops the first `count` bytes of the rest. For a line that is one more than it has, for its line feed.
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
