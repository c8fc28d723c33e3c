import HTTPMessage

/// The web origins whose pages may call (the CORS protocol, https://fetch.spec.whatwg.org/#http-cors-protocol). Without
/// any, no answer says anything about origins.
package struct CORSPolicy: Sendable {
    private static let preflightSeconds = 600
    /// The fields of requests that the contracts read.
    private static let requestFields =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Client-Context"
    /// The fields of answers that pages are shown besides those that any page is.
    private static let responseFields =
        "Cancellation-Event, Cancellation-Proof, ETag, Idempotent-Replayed, Retry-After"

    /// A list, because the first set costs a process as much as parsing a request.
    private let origins: [String]

    package init() { origins = [] }

    /// `nil` where one of them is not as browsers write origins: scheme, host and, unless it is the scheme's own, port,
    /// in lower case, and nothing behind them. No pattern stands for several.
    package init?(_ origins: [String]) {
        guard origins.allSatisfy(Self.isOrigin) else { return nil }
        self.origins = origins
    }

    private static func isOrigin(_ text: String) -> Bool {
        let schemes = [("https://", ownPort: "443"), ("http://", ownPort: "80")]
        guard let (scheme, ownPort) = schemes.first(where: { text.hasPrefix($0.0) }) else { return false }
        let parts = text.dropFirst(scheme.utf8.count).split(separator: ":", omittingEmptySubsequences: false)
        guard 1...2 ~= parts.count, !parts[0].isEmpty else { return false }
        if parts.count == 2 {
            guard let port = UInt16(parts[1]), String(port) == parts[1], parts[1] != ownPort else { return false }
        }
        return parts[0].utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
    }

    /// The answer to a browser that asks whether it may send a request, or `nil` where that was not asked from a page
    /// that may call. `methods` are those of the path.
    func preflight(_ request: Request, _ methods: [Method]) -> Response? {
        guard request.method == .options, admitted(request) != nil,
            request.fields["Access-Control-Request-Method"] != nil
        else { return nil }
        var response = Response(.noContent)
        response.append("Access-Control-Allow-Methods", methods.map { $0.name }.joined(separator: ", "))
        response.append("Access-Control-Allow-Headers", Self.requestFields)
        response.append("Access-Control-Max-Age", String(Self.preflightSeconds))
        return response
    }

    /// Lets the page that asked see the answer, where it may.
    func admit(_ request: Request, to response: inout Response) {
        guard !origins.isEmpty else { return }
        if let origin = admitted(request) {
            response.append("Access-Control-Allow-Origin", origin)
            if request.method != .options { response.append("Access-Control-Expose-Headers", Self.responseFields) }
        }
        // Caches must not give one origin's answer to another.
        response.append("Vary", "Origin")
    }

    private func admitted(_ request: Request) -> String? {
        let given = request.fields.values("Origin")
        guard given.count == 1, origins.contains(given[0]) else { return nil }
        return given[0]
    }
}
