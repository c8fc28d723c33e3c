import POSIX

/// Reads the lines of a journal from a line boundary on, and checks their hash chain.
struct JournalReader {
    /// What comes next in the journal.
    enum Step: Equatable {
        case line(JournalLine)
        case end
        case bad(BadLine)
    }

    private static let chunkBytes = 1 << 18

    private let file: FileDescriptor
    private let end: Int
    private var hash: [UInt8]?
    /// Of the next line.
    private(set) var offset: Int
    private var buffer = LineBuffer()

    /// Reads no byte from `end` on. Without a hash to follow, the first line's is not checked.
    init(_ file: FileDescriptor, from offset: Int, to end: Int = .max, following hash: [UInt8]?) {
        self.file = file
        self.end = end
        self.offset = offset
        self.hash = hash
    }

    mutating func next() throws(SystemError) -> Step {
        guard let text = try firstLine() else {
            return buffer.isEmpty ? .end : .bad(BadLine(at: offset, .unterminated, buffer.rest, isLast: true))
        }
        guard let line = JournalLine(text, at: offset) else { return try bad(.malformed, text) }
        guard hash.map(line.follows) ?? true else { return try bad(.hash, text) }
        skip(text, hash: line.hash)
        return .line(line)
    }

    /// Skips a bad line; the next one has to follow the hash that it states.
    mutating func skipBadLine() throws(SystemError) {
        guard let text = try firstLine() else { return }
        skip(text, hash: JournalLine(text, at: offset)?.hash ?? hash)
    }

    private mutating func skip(_ text: ArraySlice<UInt8>, hash: [UInt8]?) {
        self.hash = hash
        offset += text.count + 1
        buffer.drop(text.count + 1)
    }

    private mutating func bad(_ fault: JournalError.Fault, _ text: ArraySlice<UInt8>) throws(SystemError) -> Step {
        var isLast = buffer.count == text.count + 1
        if isLast { isLast = try !fill() }
        return .bad(BadLine(at: offset, fault, text, isLast: isLast))
    }

    /// The next line; nil if there is no more line feed.
    private mutating func firstLine() throws(SystemError) -> ArraySlice<UInt8>? {
        while true {
            if let line = buffer.firstLine() { return line }
            guard try fill() else { return nil }
        }
    }

    /// Returns false at the end of the file.
    private mutating func fill() throws(SystemError) -> Bool {
        let start = offset + buffer.count
        let count = max(0, min(Self.chunkBytes, end - start))
        return try buffer.append(upTo: count) { free throws(SystemError) in try file.read(into: free, at: start) } > 0
    }
}
