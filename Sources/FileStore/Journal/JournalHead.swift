/// A position in the journal at the end of a line, with what the next line has to follow.
struct JournalHead: Equatable {
    static let start = JournalHead(offset: 0, lastLine: 0, lines: 0, hash: JournalHash.start)

    /// Of the byte after the last line.
    let offset: Int
    /// The offset of the last line.
    let lastLine: Int
    let lines: Int
    /// The last line's.
    let hash: [UInt8]

    func advanced(past line: JournalLine) -> JournalHead {
        JournalHead(offset: line.end, lastLine: line.offset, lines: lines + 1, hash: line.hash)
    }
}

/// A journal head as files hold it: numbers in the machine's byte order, the hash as its 32 bytes.
struct PackedJournalHead: BitwiseCopyable {
    private let storedOffset: UInt64
    private let lastLine: UInt64
    private let lines: UInt64
    private var hash = InlineArray<32, UInt8>(repeating: 0)

    init(_ head: JournalHead) {
        storedOffset = UInt64(head.offset)
        lastLine = UInt64(head.lastLine)
        lines = UInt64(head.lines)
        withUnsafeMutableBytes(of: &hash) { $0.copyBytes(from: head.hash.prefix($0.count)) }
    }

    var offset: Int { Int(clamping: storedOffset) }

    /// Whether the numbers could be a head's.
    var isPlausible: Bool { lastLine <= storedOffset && lines <= storedOffset }

    var unpacked: JournalHead {
        JournalHead(
            offset: offset, lastLine: Int(clamping: lastLine), lines: Int(clamping: lines),
            hash: withUnsafeBytes(of: hash) { [UInt8]($0) })
    }
}
