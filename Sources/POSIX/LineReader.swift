/// The lines of a file, one after the other, without their line feeds. No more than the longest line is held.
package struct LineReader {
    package enum Line: Equatable {
        case bytes([UInt8])
        /// Longer than the limit; skipped to its end.
        case tooLong
    }

    private static let chunkBytes = 1 << 16

    private let file: FileDescriptor
    private let limit: Int
    private let isToStop: () throws(SystemError) -> Bool
    private var buffer: [UInt8] = []
    /// The part of `buffer` that has been handed out.
    private var consumed = 0
    private var isAtEnd = false

    /// `isToStop` is asked before each read; once it says so there are no more lines, whatever of one has been read.
    package init(
        _ file: FileDescriptor, limit: Int, isToStop: @escaping () throws(SystemError) -> Bool = { false }
    ) {
        self.file = file
        self.limit = limit
        self.isToStop = isToStop
    }

    /// The next line, or `nil` at the end. A last line needs no line feed.
    package mutating func next() throws(SystemError) -> Line? {
        var searched = consumed
        var isTooLong = false
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[consumed..<end]
                consumed = end + 1
                return isTooLong || line.count > limit ? .tooLong : .bytes(Array(line))
            }
            if buffer.count - consumed > limit {
                isTooLong = true
                consumed = buffer.count
            }
            if isAtEnd {
                let rest = Array(buffer[consumed...])
                consumed = buffer.count
                return isTooLong ? .tooLong : rest.isEmpty ? nil : .bytes(rest)
            }
            if try isToStop() { return nil }
            searched = buffer.count - consumed
            try fill()
        }
    }

    private mutating func fill() throws(SystemError) {
        buffer.removeFirst(consumed)
        consumed = 0
        let chunk = try file.read(upTo: Self.chunkBytes)
        isAtEnd = chunk.isEmpty
        buffer += chunk
    }
}

extension [UInt8] {
    /// Whether there is nothing but spaces, tabs and carriage returns.
    package var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
}
