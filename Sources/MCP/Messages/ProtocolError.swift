import JSON

/// Why a request is answered with an error instead of a result. A refused cancel is none: it is the result of a tool.
struct ProtocolError: Error {
    let code: Int
    let message: String
    var data: JSONValue?

    var json: JSONValue {
        var json: JSONObject = ["code": .number(code), "message": .string(message)]
        json["data"] = data
        return .object(json)
    }

    // https://modelcontextprotocol.io/specification/2026-07-28/basic#error-codes

    static func unreadable(_ why: String) -> ProtocolError { ProtocolError(code: -32700, message: why) }

    static func invalidRequest(_ why: String) -> ProtocolError { ProtocolError(code: -32600, message: why) }

    static func unknownMethod(_ method: String) -> ProtocolError {
        ProtocolError(code: -32601, message: "Unknown method: \(method.excerpt)")
    }

    @inline(never)
    static func invalidParams(_ why: String) -> ProtocolError { ProtocolError(code: -32602, message: why) }

    static func unsupportedVersion(_ requested: String) -> ProtocolError {
        ProtocolError(
            code: -32022, message: "Unsupported protocol version",
            data: ["supported": [.string(Revision.stateless)], "requested": .string(requested.excerpt)])
    }
}

extension String {
    /// The text, cut off where it is too long for an error text.
    var excerpt: String { prefix(scalars: 64) }

    /// At most so many Unicode scalars of the text, with `...` where it was cut off.
    @inline(never)
    func prefix(scalars count: Int) -> String {
        let start = unicodeScalars.prefix(count)
        return start.endIndex == unicodeScalars.endIndex ? self : String(String.UnicodeScalarView(start)) + "..."
    }
}
