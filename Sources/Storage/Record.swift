import JSON

/// Names a record: its kind (`work-order`) and its id within that kind.
package struct RecordKey: Hashable, Sendable {
    package let kind: RecordKind
    package let id: String

    package init(_ kind: RecordKind, _ id: String) {
        self.kind = kind
        self.id = id
    }
}

extension RecordKey: CustomStringConvertible {
    package var description: String { "\(kind.name)/\(id)" }
}

/// What a record is. The stores treat every kind alike.
package struct RecordKind: Hashable, Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }
}

/// A group of records that lists and counts are asked for: those of one client, say. The contract that owns a record says
/// which scopes it is in.
package struct Scope: Hashable, Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }

    /// Byte by byte: Swift's `==` would take two spellings of one letter for the same, and a file does not.
    package static func == (one: Scope, other: Scope) -> Bool { one.name.utf8.elementsEqual(other.name.utf8) }

    package func hash(into hasher: inout Hasher) {
        var name = name
        name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

/// A record as stores keep it: the document, and what lists and counts go by.
package struct Record: Equatable, Sendable {
    package let key: RecordKey
    /// Empty where the kind has none.
    package let status: String
    package let scopes: [Scope]
    package let document: JSONObject

    package init(_ key: RecordKey, status: String, scopes: [Scope], document: JSONObject) {
        self.key = key
        self.status = status
        self.scopes = scopes
        self.document = document
    }
}

extension Record {
    /// The lists that the record is in.
    package var lists: [RecordList] { scopes.map { RecordList(key.kind, $0, status: status) } }
}

/// The place of a write in the order of all writes of a store. The version of a record is that of its newest write, and
/// lists go by it.
package struct Version: Hashable, Comparable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }

    package static func < (one: Version, other: Version) -> Bool { one.number < other.number }
}

/// A record and the version it was read at.
package struct StoredRecord: Equatable, Sendable {
    package let record: Record
    package let version: Version

    package init(_ record: Record, _ version: Version) {
        self.record = record
        self.version = version
    }
}
