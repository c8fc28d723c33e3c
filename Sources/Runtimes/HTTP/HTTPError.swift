import POSIX

/// Why no response was received.
package enum HTTPError: Error, Equatable {
    case system(SystemError)
    /// The server closed the connection before the first byte of a response.
    case noResponse
    /// The connection ended in the middle of a response.
    case truncated
    /// Not valid HTTP/1.1; the text names the part.
    case malformed(String)
}

extension HTTPError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let error): "\(error)"
        case .noResponse: "the connection was closed without a response"
        case .truncated: "the connection was closed in the middle of a response"
        case .malformed(let part): "the response is not valid HTTP/1.1: \(part)"
        }
    }
}
