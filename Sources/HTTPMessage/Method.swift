/// A request method; names are case-sensitive (RFC 9110 §9.1).
package struct Method: Hashable, Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }

    package static let get = Method("GET")
    package static let head = Method("HEAD")
    package static let options = Method("OPTIONS")
    package static let patch = Method("PATCH")
    package static let post = Method("POST")
}
