import ASCII
import HTTPMessage

extension Request {
    /// The id of the request's trace, for the log: the platform's, or else that of a header field, of X-Ray
    /// (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html) or of W3C Trace Context
    /// (https://www.w3.org/TR/trace-context/#traceparent-header).
    ///
    /// Any client can send such a field. A value with other characters than letters, digits and `-=;:`, which valid ones
    /// consist of, is ignored: it could be a token (dots) or contain terminal control characters.
    package var traceIDForLog: String? {
        if let traceID { return traceID }
        for name in ["X-Amzn-Trace-Id", "traceparent"] {
            if let value = fields[name], !value.isEmpty, value.utf8.allSatisfy(Self.isTraceIDByte) { return value }
        }
        return nil
    }

    private static func isTraceIDByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ":"): true
        default: byte.isASCIILetterOrDigit
        }
    }
}
