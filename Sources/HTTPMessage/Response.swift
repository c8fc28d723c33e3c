import JSON

/// An HTTP response, independent of the platform that it goes to. Its body is text in UTF-8, mostly JSON, or
/// empty.
package struct Response: Equatable, Sendable {
    package let status: Status
    package private(set) var fields: HeaderFields
    package let body: [UInt8]

    package init(_ status: Status, _ mediaType: MediaType, _ json: JSONValue, fields: [(String, String)] = []) {
        self.init(status, mediaType, json.bytes, fields: fields)
    }

    package init(_ status: Status, _ mediaType: MediaType, _ body: [UInt8], fields: [(String, String)] = []) {
        self.status = status
        self.fields = HeaderFields()
        self.fields.append("Content-Type", mediaType.contentType)
        for (name, value) in fields { self.fields.append(name, value) }
        self.body = body
    }

    /// A response without a body, such as a 204 or a 304.
    package init(_ status: Status, fields: [(String, String)] = []) {
        self.status = status
        self.fields = HeaderFields()
        for (name, value) in fields { self.fields.append(name, value) }
        body = []
    }

    package mutating func append(_ name: String, _ value: String) { fields.append(name, value) }
}
