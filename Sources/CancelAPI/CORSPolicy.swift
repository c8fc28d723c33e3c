import ASCII
import HTTPMessage

/// Which web origins may call the API from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol). Without any,
/// no answer has a CORS field.
package struct CORSPolicy: Sendable {
    private static let preflightSeconds = 600
    /// The request fields that the contracts read.
    private static let requestFields =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Client-Context"
    /// The answer fields that a page may read besides those that every page may.
    private static let responseFields =
        "Cancellation-Event, Cancellation-Proof, ETag, Idempotent-Replayed, Retry-After"

    private let origins: [String]

    package init() { origins = [] }

    /// Returns nil unless each origin is as browsers write it: scheme, host and a port other than the scheme's default, in
    /// lower case, with nothing after them. There are no patterns.
    package init?(_ origins: [String]) {
        guard origins.allSatisfy(Self.isOrigin) else { return nil }
        self.origins = origins
    }

    private static func isOrigin(_ text: String) -> Bool {
        let schemes = [("https://", defaultPort: "443"), ("http://", defaultPort: "80")]
        guard let (scheme, defaultPort) = schemes.first(where: { text.hasPrefix($0.0) }) else { return false }
        let parts = text.dropFirst(scheme.utf8.count).split(separator: ":", omittingEmptySubsequences: false)
        guard 1...2 ~= parts.count, !parts[0].isEmpty else { return false }
        if parts.count == 2 {
            guard let port = UInt16(parts[1]), String(port) == parts[1], parts[1] != defaultPort else { return false }
        }
        return parts[0].utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: byte.isASCIILetterOrDigit && byte == byte.asciiLowercased
            }
        }
    }

    /// The answer to a preflight request from an allowed origin, nil for any other request. `methods` are those of the
    /// path.
    func preflight(_ request: Request, _ methods: [Method]) -> Response? {
        guard request.method == .options, allowedOrigin(of: request) != nil,
            request.fields["Access-Control-Request-Method"] != nil
        else { return nil }
        var response = Response(.noContent)
        response.append("Access-Control-Allow-Methods", methods.map { $0.name }.joined(separator: ", "))
        response.append("Access-Control-Allow-Headers", Self.requestFields)
        response.append("Access-Control-Max-Age", String(Self.preflightSeconds))
        return response
    }

    /// Adds the fields that let a page of an allowed origin read the answer.
    func apply(to response: inout Response, for request: Request) {
        guard !origins.isEmpty else { return }
        if let origin = allowedOrigin(of: request) {
            response.append("Access-Control-Allow-Origin", origin)
            if request.method != .options { response.append("Access-Control-Expose-Headers", Self.responseFields) }
        }
        // Caches must not give one origin's answer to another.
        response.append("Vary", "Origin")
    }

    private func allowedOrigin(of request: Request) -> String? {
        let given = request.fields.values("Origin")
        guard given.count == 1, origins.containsBytes(of: given[0]) else { return nil }
        return given[0]
    }
}
