import ASCII
import HTTPMessage
import JSON

// Members that several platforms have.

extension Envelope {
    static func text(_ member: String, in event: JSONObject) throws(EnvelopeError) -> String {
        guard let text = event[member]?.string else { throw .malformed(member) }
        return text
    }

    /// The bytes of `body`, which is base64 if `isBase64Encoded` is true.
    static func body(_ event: JSONObject) -> Request.Body {
        guard let value = event["body"], !value.isNull else { return .none }
        guard let text = value.string else { return .unreadable("The envelope's body is no string.") }
        guard event["isBase64Encoded"] == true else { return .bytes([UInt8](text.utf8)) }
        guard let bytes = Base64.decode(Array(text.utf8), .standard) else {
            return .unreadable("The body is not the base64 that isBase64Encoded announces.")
        }
        return .bytes(bytes)
    }

    static func fields(_ event: JSONObject) -> HeaderFields {
        var fields = HeaderFields()
        forEachPair(event, lists: "multiValueHeaders", strings: "headers") { fields.append($0, $1) }
        return fields
    }

    /// The parameters of the query; `decode` is applied to each name and each value.
    static func query(_ event: JSONObject, _ decode: (String) -> String) -> Query {
        var parameters: [Query.Parameter] = []
        forEachPair(event, lists: "multiValueQueryStringParameters", strings: "queryStringParameters") {
            parameters.append(Query.Parameter(name: decode($0), value: decode($1)))
        }
        return Query(parameters)
    }

    /// The names and values of a map of lists and a map of strings, either of which may be missing or null. If a name is
    /// in both, only its list is used, which has all values.
    private static func forEachPair(
        _ event: JSONObject, lists: String, strings: String, _ body: (_ name: String, _ value: String) -> Void
    ) {
        let listed = event[lists]?.object
        for member in listed?.members ?? [] {
            for value in member.value.array ?? [] { if let text = text(value) { body(member.name, text) } }
        }
        for member in event[strings]?.object?.members ?? [] where listed?[member.name]?.array == nil {
            if let text = text(member.value) { body(member.name, text) }
        }
    }

    /// A number becomes its digits, as in events written by hand. Ignoring it could drop a field that restricts what the
    /// caller may see.
    private static func text(_ value: JSONValue) -> String? { value.string ?? value.number?.digits }

    /// The members of a response envelope of AWS, with the header fields under one name or two.
    static func members(of response: Response, headers: (String, JSONObject)...) -> JSONObject {
        var object: JSONObject = ["statusCode": .number(response.status.code)]
        for (name, fields) in headers { object[name] = .object(fields) }
        object["body"] = .string(String(decoding: response.body, as: UTF8.self))
        object["isBase64Encoded"] = false
        return object
    }

    /// The fields as a map of strings; the values of a repeated name are joined (RFC 9110 §5.3).
    static func joined(_ fields: HeaderFields) -> JSONObject {
        var joined: JSONObject = [:]
        for field in fields.fields {
            let before = joined[field.name]?.string.map { $0 + ", " } ?? ""
            joined[field.name] = .string(before + field.value)
        }
        return joined
    }

    /// The fields as a map of lists.
    static func listed(_ fields: HeaderFields) -> JSONObject {
        var listed: JSONObject = [:]
        for field in fields.fields {
            listed[field.name] = .array((listed[field.name]?.array ?? []) + [.string(field.value)])
        }
        return listed
    }
}
