import ASCII
import Digest
import JSON

/// One line of the journal: the hash over the line before it and its own JSON, in hexadecimal digits, a space, the JSON,
/// a line feed. Whoever changes a line would have to change every line behind it.
struct JournalLine: Equatable {
    static let hashDigits = 2 * SHA256.digestBytes

    let hash: [UInt8]
    let json: [UInt8]
    /// Where the line begins in the journal, in bytes.
    let offset: Int

    /// Behind the line feed.
    var end: Int { offset + Self.hashDigits + 1 + json.count + 1 }

    /// The first line of every journal, which says what it is.
    static let header = JournalLine(following: JournalHash.start, json: Journal.title(version: Journal.version), at: 0)

    init(following previous: [UInt8], json: [UInt8], at offset: Int) {
        hash = JournalHash.chain(previous, json)
        self.json = json
        self.offset = offset
    }

    /// A line as it stands in the journal, without its line feed; `nil` where it is not of this form. Whether the hash
    /// holds is not looked at.
    init?(_ text: ArraySlice<UInt8>, at offset: Int) {
        guard text.count > Self.hashDigits, text[text.startIndex + Self.hashDigits] == UInt8(ascii: " "),
            let hash = Hexadecimal.decode(Array(text.prefix(Self.hashDigits)))
        else { return nil }
        self.hash = hash
        json = Array(text.dropFirst(Self.hashDigits + 1))
        self.offset = offset
    }

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
    /// What the first line follows.
    static let start = [UInt8](repeating: 0, count: SHA256.digestBytes)

    static func chain(_ previous: [UInt8], _ json: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(previous)
        hash.update(json)
        return hash.digest()
    }
}
