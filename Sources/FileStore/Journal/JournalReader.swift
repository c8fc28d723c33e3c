import POSIX

/// Walks the lines of a journal from some offset on, checking the chain.
struct JournalReader {
    /// What comes next in the journal.
    enum Step: Equatable {
        case line(JournalLine)
        case end
        /// What stands behind `offset` was being written when the writer stopped, and was never acknowledged.
        /// `isWhole` where it ends as a line does, but does not hold.
        case torn(offset: Int, isWhole: Bool)
        /// A line that does not hold, with others behind it.
        case damaged(offset: Int, JournalError.Fault)
    }

    private static let chunkBytes = 1 << 18

    private let file: FileDescriptor
    private var hash: [UInt8]?
    /// Where the next line begins.
    private(set) var offset: Int
    private var buffer = LineBuffer()

    /// Without a hash to follow, the first line is taken as it is.
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

    /// Goes on behind a line that does not hold, taking the hash it claims for the one to follow.
    mutating func skipDamage() throws(SystemError) {
        guard let text = try firstLine() else { return }
        skip(text, hash: JournalLine(text, at: offset)?.hash ?? hash)
    }

    private mutating func skip(_ text: ArraySlice<UInt8>, hash: [UInt8]?) {
        self.hash = hash
        offset += text.count + 1
        buffer.drop(text.count + 1)
    }

    /// At the very end a bad line is a write that was cut off.
    private mutating func fault(_ fault: JournalError.Fault, _ length: Int) throws(SystemError) -> Step {
        if buffer.count > length + 1 { return .damaged(offset: offset, fault) }
        return try fill() ? .damaged(offset: offset, fault) : .torn(offset: offset, isWhole: true)
    }

    /// The next line, reading as far as it takes; `nil` where no line feed comes any more.
    private mutating func firstLine() throws(SystemError) -> ArraySlice<UInt8>? {
        while true {
            if let line = buffer.firstLine() { return line }
            guard try fill() else { return nil }
        }
    }

    /// Returns whether there was any more to read.
    private mutating func fill() throws(SystemError) -> Bool {
        let chunk = try file.read(at: offset + buffer.count, count: Self.chunkBytes)
        buffer.append(chunk)
        return !chunk.isEmpty
    }
}
