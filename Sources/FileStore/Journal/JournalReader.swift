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
    private var buffer: [UInt8] = []
    /// The part of `buffer` that has been handed out.
    private var consumed = 0

    /// Without a hash to follow, the first line is taken as it is.
    init(_ file: FileDescriptor, from offset: Int, following hash: [UInt8]?) {
        self.file = file
        self.offset = offset
        self.hash = hash
    }

    mutating func next() throws(SystemError) -> Step {
        guard let end = try endOfLine() else {
            return buffer.count == consumed ? .end : .torn(offset: offset, isWhole: false)
        }
        let text = buffer[consumed..<end]
        guard let line = JournalLine(text, at: offset) else { return try fault(.malformed, end) }
        guard hash.map(line.follows) ?? true else { return try fault(.hash, end) }
        skip(line, to: end)
        return .line(line)
    }

    /// Goes on behind a line that does not hold, taking the hash it claims for the one to follow.
    mutating func skipDamage() throws(SystemError) {
        guard let end = try endOfLine() else { return }
        if let line = JournalLine(buffer[consumed..<end], at: offset) { hash = line.hash }
        offset += end + 1 - consumed
        consumed = end + 1
    }

    private mutating func skip(_ line: JournalLine, to end: Int) {
        hash = line.hash
        offset = line.end
        consumed = end + 1
    }

    /// At the very end a bad line is a write that was cut off.
    private mutating func fault(_ fault: JournalError.Fault, _ end: Int) throws(SystemError) -> Step {
        let length = end + 1 - consumed
        if end + 1 == buffer.count { try fill() }
        return buffer.count - consumed == length
            ? .torn(offset: offset, isWhole: true) : .damaged(offset: offset, fault)
    }

    /// The index of the line feed in `buffer`, reading as far as it takes; `nil` if there is none any more.
    private mutating func endOfLine() throws(SystemError) -> Int? {
        var searched = consumed
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) { return end }
            searched = buffer.count - consumed
            guard try fill() else { return nil }
        }
    }

    /// Appends a chunk to what is left of the buffer; returns whether there was any.
    @discardableResult
    private mutating func fill() throws(SystemError) -> Bool {
        buffer.removeFirst(consumed)
        consumed = 0
        let chunk = try file.read(at: offset + buffer.count, count: Self.chunkBytes)
        buffer += chunk
        return !chunk.isEmpty
    }
}
