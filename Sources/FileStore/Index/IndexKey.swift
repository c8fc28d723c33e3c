import Digest
import Storage

/// The name of a record or a list as the index knows it: the first half of a SHA-256 over it. Nobody can find two names
/// that have it in common.
struct IndexKey: Hashable {
    /// Decides where in the table the key is looked for.
    let hash: UInt64
    /// Tells keys apart that share a hash.
    let check: UInt64

    init(_ key: RecordKey) { self.init("record", key.kind.name, key.id) }

    init(_ list: RecordList) { self.init("list", list.kind.name, list.scope.name, list.status) }

    private init(_ parts: String...) {
        var bytes: [UInt8] = []
        for part in parts {
            bytes += part.utf8
            // No part of a name has this byte: it is never in UTF-8.
            bytes.append(0xFF)
        }
        var digest = SHA256()
        digest.update(bytes)
        let words = digest.digestWords()
        hash = words[0]
        check = words[1]
    }
}
