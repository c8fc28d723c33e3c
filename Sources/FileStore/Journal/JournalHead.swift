import Digest

/// A position in the journal at the end of a line, with what the next line has to follow.
struct JournalHead: Equatable {
    static let start = JournalHead(offset: 0, lastLine: 0, lines: 0, hash: JournalHash.start)

    /// Of the byte behind the last line.
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

/// A journal head as files hold it, in the machine's byte order.
struct PackedJournalHead: BitwiseCopyable {
    private let storedOffset: UInt64
    private let lastLine: UInt64
    private let lines: UInt64
    /// Eight bytes a word, the first one in the highest bits.
    private var hash = InlineArray<4, UInt64>(repeating: 0)

    init(_ head: JournalHead) {
        storedOffset = UInt64(head.offset)
        lastLine = UInt64(head.lastLine)
        lines = UInt64(head.lines)
        for index in head.hash.indices { hash[index / 8] = hash[index / 8] << 8 | UInt64(head.hash[index]) }
    }

    var offset: Int { Int(clamping: storedOffset) }

    /// Whether the numbers could be a head's.
    var isPlausible: Bool { lastLine <= storedOffset && lines <= storedOffset }

    var unpacked: JournalHead {
        var bytes = [UInt8](repeating: 0, count: SHA256.digestBytes)
        for index in bytes.indices {
            bytes[index] = UInt8(truncatingIfNeeded: hash[index / 8] >> UInt64(56 - index % 8 * 8))
        }
        return JournalHead(
            offset: offset, lastLine: Int(clamping: lastLine), lines: Int(clamping: lines), hash: bytes)
    }
}
