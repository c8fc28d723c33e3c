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
    private var buffer = LineBuffer()
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
        var isTooLong = false
        while true {
            if let line = buffer.firstLine() {
                defer { buffer.drop(line.count + 1) }
                return isTooLong || line.count > limit ? .tooLong : .bytes(Array(line))
            }
            if buffer.count > limit {
                isTooLong = true
                buffer.drop(buffer.count)
            }
            if isAtEnd {
                let rest = Array(buffer.rest)
                buffer.drop(rest.count)
                return isTooLong ? .tooLong : rest.isEmpty ? nil : .bytes(rest)
            }
            if try isToStop() { return nil }
            let chunk = try file.read(upTo: Self.chunkBytes)
            isAtEnd = chunk.isEmpty
            buffer.append(chunk)
        }
    }
}

extension [UInt8] {
    /// Whether there is nothing but spaces, tabs and carriage returns.
    package var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
}
