/// The name of a record: its kind, such as `work-order`, and its id within that kind.
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

/// The kind of a record. Stores treat every kind alike.
package struct RecordKind: Hashable, Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }
}
