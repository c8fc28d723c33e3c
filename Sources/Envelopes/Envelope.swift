import HTTPMessage
import JSON

/// The form in which a platform wraps an HTTP request and expects the answer.
package enum Envelope: Equatable, Sendable {
    /// API Gateway REST API, and an HTTP API with payload format 1.0.
    case restV1
    /// API Gateway HTTP API with payload format 2.0, and Lambda function URLs.
    case httpV2
    /// Application Load Balancer; it says by the request which form of header fields it wants back.
    case loadBalancer(multiValueHeaders: Bool)
    /// OpenWhisk web action.
    case openWhisk
}

/// Input that is no envelope of any platform known here.
package enum EnvelopeError: Error, Equatable {
    case tooLarge(limit: Int)
    case notJSON(JSONError)
    case notAnObject
    case webSocket
    case unknown
    /// A member that the platform always sends is missing or of another type.
    case malformed(String)
}

extension EnvelopeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let limit): "the envelope has more than \(limit) bytes"
        case .notJSON(let error): "the envelope is not JSON: \(error)"
        case .notAnObject: "the envelope is not a JSON object"
        case .webSocket: "the envelope is a WebSocket event; only HTTP requests are answered"
        case .unknown:
            "the envelope is none of API Gateway (REST, HTTP API), a function URL, a load balancer or an OpenWhisk web "
                + "action: requestContext, httpMethod or __ow_method is missing"
        case .malformed(let member): "the envelope's \(member) is missing or of the wrong type"
        }
    }
}

extension Envelope {
    /// The envelope's kind and the request in it. Members that the request does not need may be missing, null or of any
    /// type.
    package static func open(_ bytes: [UInt8]) throws(EnvelopeError) -> (Envelope, Request) {
        let event = try object(bytes)
        // In this order: members of one platform turn up in another's events too (`version` above all). OpenWhisk comes
        // first because it may put members of the client's own beside its own, which it keeps clients from sending.
        if event["__ow_method"] != nil { return try (.openWhisk, openWhisk(event)) }
        let context = event["requestContext"]?.object
        if context?["elb"]?.object != nil { return try loadBalancer(event) }
        if context?["http"]?.object != nil, event["rawPath"] != nil { return try (.httpV2, httpV2(event)) }
        if context?["connectionId"]?.string != nil { throw .webSocket }
        if event["httpMethod"] != nil, event["path"] != nil || event["resource"] != nil {
            return try (.restV1, restV1(event))
        }
        throw .unknown
    }

    static func object(_ bytes: [UInt8]) throws(EnvelopeError) -> JSONObject {
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes) } catch { throw .notJSON(error) }
        guard let object = value.object else { throw .notAnObject }
        return object
    }

    /// The answer as the platform wants it.
    package func seal(_ response: Response) -> JSONObject {
        switch self {
        case .restV1: Self.sealRestV1(response)
        case .httpV2: Self.sealHTTPV2(response)
        case .loadBalancer(let multiValueHeaders): Self.sealLoadBalancer(response, multiValueHeaders)
        case .openWhisk: Self.sealOpenWhisk(response)
        }
    }

    /// The members that every platform's answer has.
    static func sealed(_ response: Response, headers: (String, JSONObject)...) -> JSONObject {
        var answer: JSONObject = ["statusCode": .number(response.status.code)]
        for (name, fields) in headers { answer[name] = .object(fields) }
        answer["body"] = .string(String(decoding: response.body, as: UTF8.self))
        answer["isBase64Encoded"] = false
        return answer
    }
}

extension EnvelopeError {
    /// The answer to input that no platform is known to send, in the form that most of them take.
    package var answer: JSONObject {
        Envelope.httpV2.seal(
            Response(
                ProblemDetails(
                    type: "unreadable-envelope", title: "Unreadable envelope", status: .badRequest,
                    detail: description)))
    }
}
