import Digest
import Storage

/// The name of a record or a list as the index stores it: the first 128 bits of its SHA-256, which are taken to be unique.
struct IndexKey: Hashable {
    /// Decides the key's home slot in the table.
    let hash: UInt64
    /// Tells keys of the same hash apart.
    let fingerprint: UInt64

    init(hash: UInt64, fingerprint: UInt64) {
        self.hash = hash
        self.fingerprint = fingerprint
    }

    init(_ key: RecordKey) { self.init("record", key.kind.name, key.id) }

    init(_ list: RecordList) { self.init("list", list.kind.name, list.scope.name, list.status) }

    private init(_ parts: String...) {
        var digest = SHA256()
        for var part in parts {
            part.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
            // Never a byte of UTF-8, so it separates the parts of a name unambiguously.
            digest.update(0xFF)
        }
        let words = digest.digestWords()
        hash = words[0]
        fingerprint = words[1]
    }
}
