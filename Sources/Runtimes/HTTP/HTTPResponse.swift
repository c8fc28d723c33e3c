import HTTPMessage

/// A response that was received over HTTP/1.1.
package struct HTTPResponse: Equatable {
    package let status: Int
    package let fields: HeaderFields
    /// `nil` if it was larger than the reader's limit and was skipped.
    package let body: [UInt8]?

    package init(_ status: Int, fields: HeaderFields = HeaderFields(), body: [UInt8]? = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
