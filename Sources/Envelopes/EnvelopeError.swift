import HTTPMessage
import JSON

/// Why input is not an envelope of any supported platform.
package enum EnvelopeError: Error, Equatable {
    case tooLarge(limit: Int)
    case empty
    case notJSON(JSONError)
    case notAnObject
    case webSocket
    case authorizer
    case unknown
    /// A member that the supported platforms do not send, and that may hold a part of the request.
    case foreign(String)
    /// A member that the platform always sends is missing or has the wrong type.
    case malformed(String)
}

extension EnvelopeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let limit): "the envelope has more than \(limit) bytes"
        case .empty: "the envelope is missing: the input is empty"
        case .notJSON(let error) where error.reason == .trailingBytes:
            "the envelope is not JSON: \(error); several envelopes, one per line, are answered by countermand stream"
        case .notJSON(let error): "the envelope is not JSON: \(error)"
        case .notAnObject: "the envelope is not a JSON object"
        case .webSocket: "the envelope is a WebSocket event; only HTTP requests are answered"
        case .authorizer:
            "the envelope is API Gateway's question to a Lambda authorizer, not a request: this function is configured as "
                + "the authorizer of a route"
        case .unknown:
            "the envelope is none of API Gateway (REST, HTTP API), a function URL, a load balancer, VPC Lattice or an "
                + "OpenWhisk web action: requestContext, httpMethod, raw_path or __ow_method is missing"
        case .foreign(let member):
            "the envelope has the member \(member), which none of the supported platforms sends; events of Tencent Cloud "
                + "SCF and Alibaba Cloud Function Compute, for example, are not supported"
        case .malformed(let member): "the envelope's \(member) is missing or of the wrong type"
        }
    }
}

extension EnvelopeError {
    /// The answer to such input: a 400 in the response envelope that most platforms understand.
    package var answer: JSONObject {
        Envelope.apiGatewayHTTPv2.encode(
            Response(
                ProblemDetails(
                    type: "unreadable-envelope", title: "Unreadable envelope", status: .badRequest,
                    detail: description)))
    }
}
