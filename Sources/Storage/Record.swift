import JSON

/// A record as a store keeps it: the document, and what it is listed and counted by.
package struct Record: Equatable, Sendable {
    /// Every store takes a document of so many bytes of JSON.
    package static let maximumDocumentBytes = (1 << 24) - (1 << 12)

    package let key: RecordKey
    /// Empty if the kind has none.
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
    package var lists: [RecordList] { RecordList.lists(of: key.kind, in: scopes, status: status) }
}
