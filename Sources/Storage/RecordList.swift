import ASCII

/// The records of one kind, in one scope, with one status.
package struct RecordList: Hashable, Sendable {
    package let kind: RecordKind
    package let scope: Scope
    package let status: String

    package init(_ kind: RecordKind, _ scope: Scope, status: String) {
        self.kind = kind
        self.scope = scope
        self.status = status
    }

    /// The lists of a record that is in these scopes. A scope that is there twice counts once.
    package static func lists(of kind: RecordKind, in scopes: [Scope], status: String) -> [RecordList] {
        var lists: [RecordList] = []
        for scope in scopes where !lists.contains(where: { $0.scope == scope }) {
            lists.append(RecordList(kind, scope, status: status))
        }
        return lists
    }
}

/// A group of records that can be listed and counted, such as those of one client. The contract that owns a record
/// decides which scopes it is in.
package struct Scope: Hashable, Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }

    /// Compares bytes: Swift's `==` takes two encodings of one character for equal, and a file does not.
    package static func == (one: Scope, other: Scope) -> Bool { one.name.hasSameBytes(as: other.name) }

    package func hash(into hasher: inout Hasher) {
        var name = name
        name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
