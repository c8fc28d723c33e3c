/// Reads a file line by line. Needs memory for the longest line within the limit, and for one piece of input.
package struct LineReader {
    package enum Line: Equatable {
        case bytes([UInt8])
        /// A line longer than the limit; it was skipped.
        case tooLong
    }

    private static let chunkBytes = 1 << 16

    private let file: FileDescriptor
    private let limit: Int
    private let shouldStop: () throws(SystemError) -> Bool
    private var buffer = LineBuffer()
    private var isAtEnd = false

    /// `shouldStop` is called before each read. When it returns true, there are no more lines; one that was partly read is
    /// dropped.
    package init(
        _ file: FileDescriptor, limit: Int, shouldStop: @escaping () throws(SystemError) -> Bool = { false }
    ) {
        self.file = file
        self.limit = limit
        self.shouldStop = shouldStop
    }

    /// Whether `next` returns a line without reading more.
    package var hasLine: Bool {
        mutating get { buffer.firstLine() != nil }
    }

    /// The next line without its line feed, or nil at the end. The last line need not end with one.
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
            if try shouldStop() { return nil }
            let chunk = try file.read(upTo: Self.chunkBytes)
            isAtEnd = chunk.isEmpty
            buffer.append(chunk)
        }
    }
}

extension [UInt8] {
    /// Whether all bytes are spaces, tabs or carriage returns.
    package var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
}
