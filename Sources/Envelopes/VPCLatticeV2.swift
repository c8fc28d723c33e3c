import HTTPMessage
import JSON

// https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html, event structure version 2.
extension Envelope {
    /// The path is percent-encoded and may contain the query, which the map has as well. Header fields and parameters are
    /// strings or lists of them. There are no claims: `requestContext.identity` is a service of AWS, not a caller of this
    /// API.
    static func vpcLatticeV2(_ event: JSONObject) throws(EnvelopeError) -> Request {
        try refuseForeignMembers(
            of: event, queries: ["queryStringParameters"],
            members: ["version", "path", "method", "requestContext", "body", "isBase64Encoded"])
        let target = try text("path", in: event).utf8
        let mark = target.firstIndex(of: UInt8(ascii: "?"))
        var query = try query(event) { PercentEncoding.decode($0[...], plusIsSpace: true) }
        if query.parameters.isEmpty, let mark { query = Query(encoded: String(Substring(target[mark...]))) }
        return Request(
            Method(try text("method", in: event)), Path(String(Substring(target[..<(mark ?? target.endIndex)]))),
            query: query, fields: try fields(event), body: body(event))
    }
}
