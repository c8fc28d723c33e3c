import ASCII
import HTTPMessage
import JSON

// https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html, event structure version 1.
extension Envelope {
    /// The path is percent-encoded and may contain the query, which the map has as well; the values of a header field are
    /// joined with commas. There are no claims.
    static func vpcLatticeV1(_ event: JSONObject) throws(EnvelopeError) -> Request {
        let known = [
            "raw_path", "method", "headers", "query_string_parameters", "body", "is_base64_encoded",
        ]
        if let member = event.members.first(where: { !known.containsBytes(of: $0.name) }) {
            throw .foreign(String(member.name.unicodeScalars.prefix(64)))
        }
        let target = try text("raw_path", in: event).utf8
        let mark = target.firstIndex(of: UInt8(ascii: "?"))
        var parameters: [Query.Parameter] = []
        try forEachPair(event, strings: "query_string_parameters") { name, value in
            parameters.append(
                Query.Parameter(
                    name: PercentEncoding.decode(name[...], plusIsSpace: true),
                    value: PercentEncoding.decode(value[...], plusIsSpace: true)))
        }
        var query = Query(parameters)
        if parameters.isEmpty, let mark { query = Query(encoded: String(Substring(target[mark...]))) }
        return Request(
            Method(try text("method", in: event)), Path(String(Substring(target[..<(mark ?? target.endIndex)]))),
            query: query, fields: try fields(event), body: body(event, isBase64Encoded: "is_base64_encoded"))
    }

    /// The answer to both versions.
    static func vpcLattice(_ response: Response) -> JSONObject {
        members(of: response, headers: ("headers", joined(response.fields)))
    }
}
