import POSIX

/// Reads the lines of a journal from a line boundary on, and checks their hash chain.
struct JournalReader {
    /// What comes next in the journal.
    enum Step: Equatable {
        case line(JournalLine)
        case end
        /// The rest, from `offset` on, was torn when its writer stopped, and was never acknowledged. It `isWhole` if it ends
        /// with a line feed, but is malformed or has the wrong hash.
        case torn(offset: Int, isWhole: Bool)
        /// A malformed line, or one with the wrong hash, with others after it.
        case damaged(offset: Int, JournalError.Fault)
    }

    private static let chunkBytes = 1 << 18

    private let file: FileDescriptor
    private var hash: [UInt8]?
    /// Of the next line.
    private(set) var offset: Int
    private var buffer = LineBuffer()

    /// Without a hash to follow, the first line's is not checked.
    init(_ file: FileDescriptor, from offset: Int, following hash: [UInt8]?) {
        self.file = file
        self.offset = offset
        self.hash = hash
    }

    mutating func next() throws(SystemError) -> Step {
        guard let text = try firstLine() else {
            return buffer.isEmpty ? .end : .torn(offset: offset, isWhole: false)
        }
        guard let line = JournalLine(text, at: offset) else { return try fault(.malformed, text.count) }
        guard hash.map(line.follows) ?? true else { return try fault(.hash, text.count) }
        skip(text, hash: line.hash)
        return .line(line)
    }

    /// Skips a damaged line; the next one has to follow the hash that it states.
    mutating func skipDamage() throws(SystemError) {
        guard let text = try firstLine() else { return }
        skip(text, hash: JournalLine(text, at: offset)?.hash ?? hash)
    }

    private mutating func skip(_ text: ArraySlice<UInt8>, hash: [UInt8]?) {
        self.hash = hash
        offset += text.count + 1
        buffer.drop(text.count + 1)
    }

    /// A bad line at the very end is a torn write.
    private mutating func fault(_ fault: JournalError.Fault, _ length: Int) throws(SystemError) -> Step {
        if buffer.count > length + 1 { return .damaged(offset: offset, fault) }
        return try fill() ? .damaged(offset: offset, fault) : .torn(offset: offset, isWhole: true)
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
        let chunk = try file.read(at: offset + buffer.count, count: Self.chunkBytes)
        buffer.append(chunk)
        return !chunk.isEmpty
    }
}
