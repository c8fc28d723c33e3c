import JSON

/// An answer, ready for any front end. Bodies are JSON, so UTF-8 text.
package struct Response: Equatable, Sendable {
    package let status: Status
    package private(set) var fields: HeaderFields
    package let body: [UInt8]

    package init(_ status: Status, _ mediaType: MediaType, _ json: JSONValue, fields: [(String, String)] = []) {
        self.status = status
        self.fields = HeaderFields()
        self.fields.append("Content-Type", mediaType.name)
        for (name, value) in fields { self.fields.append(name, value) }
        body = json.bytes
    }
}
