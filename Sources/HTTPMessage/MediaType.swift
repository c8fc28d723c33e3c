import ASCII

/// A media type without its parameters (RFC 9110 §8.3.1).
package struct MediaType: Equatable, Sendable {
    package let name: String
    /// The value of `Content-Type`: a type that is not JSON names its charset.
    package let contentType: String

    private init(_ name: String, charset: String? = nil) {
        self.name = name
        contentType = name + (charset.map { "; charset=" + $0 } ?? "")
    }

    package static let json = MediaType("application/json")
    package static let problem = MediaType("application/problem+json")
    package static let html = MediaType("text/html", charset: "utf-8")

    /// Whether a Content-Type means JSON in UTF-8: `application/json` or a type ending in `+json` (RFC 6839 §3.1), with any
    /// parameters except another charset.
    package static func isJSON(_ contentType: String) -> Bool {
        let parts = contentType.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { String(Substring($0).trimmingOptionalWhitespace).asciiLowercased }
        guard parts[0] == json.name || (parts[0].hasPrefix("application/") && parts[0].hasSuffix("+json")) else {
            return false
        }
        return parts.dropFirst().allSatisfy { parameter in
            !parameter.hasPrefix("charset=") || ["charset=utf-8", "charset=\"utf-8\""].contains(parameter)
        }
    }
}
