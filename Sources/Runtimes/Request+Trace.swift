import ASCII
import HTTPMessage

extension Request {
    /// What the trace that the request belongs to is called, for logs: by the platform, or else by a header field, of
    /// X-Ray (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html) or of the W3C
    /// (https://www.w3.org/TR/trace-context/#traceparent-header). Anybody may have written such a field. It counts if it
    /// is made of letters, digits and `-=;:` as theirs are: a token has dots, and what a terminal obeys has controls.
    package var trace: String? {
        if let traceID { return traceID }
        for name in ["X-Amzn-Trace-Id", "traceparent"] {
            if let value = fields[name], value.utf8.allSatisfy(Self.isOfTrace) { return value }
        }
        return nil
    }

    private static func isOfTrace(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ":"): true
        default: byte.isASCIILetterOrDigit
        }
    }
}
