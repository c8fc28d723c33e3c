import HTTPMessage
import JSON

/// The JSON form in which a platform passes on an HTTP request and expects the response.
package enum Envelope: Equatable, Sendable {
    /// API Gateway REST API, and HTTP API with payload format 1.0.
    case apiGatewayRESTv1
    /// API Gateway HTTP API with payload format 2.0, and Lambda function URLs.
    case apiGatewayHTTPv2
    /// Application Load Balancer. The response must have `multiValueHeaders` if the request had them, else `headers`.
    case applicationLoadBalancer(multiValueHeaders: Bool)
    case openWhiskWebAction
    /// VPC Lattice, event structure version 1 or 2.
    case vpcLattice
}

extension Envelope {
    /// Each takes memory, whatever its length. As many as a body of the largest size can have, for platforms that put its
    /// members into the envelope, and some for the envelope's own.
    package static let maximumValues = Request.maximumBodyBytes / 2 + 10_000

    /// The kind of the envelope and the request in it. Members that the request does not need may be missing, null or of
    /// any type.
    package static func decode(_ bytes: [UInt8]) throws(EnvelopeError) -> (Envelope, Request) {
        let event = try object(bytes)
        // The order matters, because members of one platform occur in events of others too, above all `version`.
        // OpenWhisk comes first: it may put a client's members beside its own `__ow_` members, which it does not let
        // clients send.
        if event["__ow_method"] != nil { return try (.openWhiskWebAction, openWhiskWebAction(event)) }
        if isAuthorizerEvent(event) { throw .authorizer }
        let context = event["requestContext"]?.object
        if context?["elb"]?.object != nil { return try applicationLoadBalancer(event) }
        if context?["serviceNetworkArn"] != nil, event["method"] != nil, event["path"] != nil {
            return try (.vpcLattice, vpcLatticeV2(event))
        }
        if event["raw_path"] != nil, event["method"] != nil { return try (.vpcLattice, vpcLatticeV1(event)) }
        if context?["http"]?.object != nil, event["rawPath"] != nil {
            return try (.apiGatewayHTTPv2, apiGatewayHTTPv2(event))
        }
        if context?["connectionId"]?.string != nil { throw .webSocket }
        if event["httpMethod"] != nil, event["path"] != nil || event["resource"] != nil {
            return try (.apiGatewayRESTv1, apiGatewayRESTv1(event))
        }
        throw .unknown
    }

    static func object(_ bytes: [UInt8]) throws(EnvelopeError) -> JSONObject {
        let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        if isBlank { throw .empty }
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes, maximumValues: maximumValues) } catch { throw .notJSON(error) }
        guard let object = value.object else { throw .notAnObject }
        return object
    }

    /// The response envelope.
    package func encode(_ response: Response) -> JSONObject {
        switch self {
        case .apiGatewayRESTv1: Self.apiGatewayRESTv1(response)
        case .apiGatewayHTTPv2: Self.apiGatewayHTTPv2(response)
        case .applicationLoadBalancer(let multiValueHeaders):
            Self.applicationLoadBalancer(response, multiValueHeaders: multiValueHeaders)
        case .openWhiskWebAction: Self.openWhiskWebAction(response)
        case .vpcLattice: Self.vpcLattice(response)
        }
    }
}
