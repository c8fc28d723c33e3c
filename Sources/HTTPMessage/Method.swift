import ASCII

/// A request method; names are case-sensitive (RFC 9110 §9.1).
package struct Method: Equatable, Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }

    package static func == (one: Method, other: Method) -> Bool { one.name.hasSameBytes(as: other.name) }

    package static let get = Method("GET")
    package static let head = Method("HEAD")
    package static let options = Method("OPTIONS")
    package static let patch = Method("PATCH")
    package static let post = Method("POST")
}
