import HTTPMessage
import POSIX

/// What came back over HTTP/1.1.
package struct HTTPReply: Equatable {
    package let status: Int
    package let fields: HeaderFields
    /// `nil` where it was larger than anybody would take; it was skipped then.
    package let body: [UInt8]?

    package init(_ status: Int, fields: HeaderFields = HeaderFields(), body: [UInt8]? = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

/// Why there is no reply.
package enum HTTPFailure: Error, Equatable {
    case system(SystemError)
    /// The server closed the connection instead of a reply's first byte.
    case unanswered
    /// The connection ended within a reply.
    case cutOff
    /// What came is no HTTP; the text says where.
    case malformed(String)
}

extension HTTPFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let error): "\(error)"
        case .unanswered: "the connection was closed without a reply"
        case .cutOff: "the connection was closed within a reply"
        case .malformed(let what): "\(what) cannot be read"
        }
    }
}
