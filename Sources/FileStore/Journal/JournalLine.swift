import ASCII
import Digest
import JSON

/// A line of the journal: the SHA-256 of the previous line's hash and this line's JSON in hexadecimal digits, a space, the
/// JSON, a line feed. A changed line no longer has its hash, unless every line after it is changed too.
struct JournalLine: Equatable {
    static let hashDigits = 2 * SHA256.digestBytes

    let hash: [UInt8]
    let json: [UInt8]
    /// Of the line's first byte in the journal.
    let offset: Int

    /// The offset after the line feed.
    var end: Int { offset + Self.hashDigits + 1 + json.count + 1 }

    /// The first line of every journal, which says what it is.
    static let header = JournalLine(following: JournalHash.start, json: Journal.title(version: Journal.version), at: 0)

    init(following previous: [UInt8], json: [UInt8], at offset: Int) {
        hash = JournalHash.chain(previous, json)
        self.json = json
        self.offset = offset
    }

    /// Parses a line without its line feed; returns nil if it has another form. Does not check the hash.
    init?(_ text: ArraySlice<UInt8>, at offset: Int) {
        guard text.count > Self.hashDigits, text[text.startIndex + Self.hashDigits] == UInt8(ascii: " "),
            let hash = Hexadecimal.decode(Array(text.prefix(Self.hashDigits)))
        else { return nil }
        self.hash = hash
        json = Array(text.dropFirst(Self.hashDigits + 1))
        self.offset = offset
    }

    /// Whether the line has the hash that it must have after a line with the hash `previous`.
    func follows(_ previous: [UInt8]) -> Bool { JournalHash.chain(previous, json) == hash }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - offset)
        bytes += Hexadecimal.encode(hash)
        bytes.append(UInt8(ascii: " "))
        bytes += json
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}

enum JournalHash {
    /// The hash that the first line follows.
    static let start = [UInt8](repeating: 0, count: SHA256.digestBytes)

    static func chain(_ previous: [UInt8], _ json: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(previous)
        hash.update(json)
        return hash.digest()
    }
}
