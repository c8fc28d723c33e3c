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
        var parts = Parts(of: contentType, separatedBy: UInt8(ascii: ";"))
        let type = parts.next().map(normalized) ?? []
        guard
            type.elementsEqual(json.name.utf8)
                || (type.starts(with: "application/".utf8) && type.suffix(5).elementsEqual("+json".utf8))
        else { return false }
        return parts.allSatisfy { part in
            let parameter = normalized(part)
            return !parameter.starts(with: "charset=".utf8) || parameter.elementsEqual("charset=utf-8".utf8)
                || parameter.elementsEqual("charset=\"utf-8\"".utf8)
        }
    }

    private static func normalized(_ part: Substring.UTF8View) -> [UInt8] {
        Substring(part).trimmingOptionalWhitespace.utf8.map { $0.asciiLowercased }
    }
}
