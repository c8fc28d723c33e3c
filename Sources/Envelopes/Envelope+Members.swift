import ASCII
import HTTPMessage
import JSON

// Members that several platforms have.

extension Envelope {
    static func text(_ member: String, in event: JSONObject) throws(EnvelopeError) -> String {
        guard let text = event[member]?.string else { throw .malformed(member) }
        return text
    }

    /// The bytes of `body`, which is base64 if the member named by `isBase64Encoded` is true.
    static func body(_ event: JSONObject, isBase64Encoded: String = "isBase64Encoded") -> Request.Body {
        guard let value = event["body"], !value.isNull else { return .none }
        guard let text = value.string else { return .unreadable("The envelope's body is no string.") }
        guard event[isBase64Encoded] == true else { return .bytes([UInt8](text.utf8)) }
        guard let bytes = Base64.decode(Array(text.utf8), .standard) else {
            return .unreadable("The body is not the base64 that \(isBase64Encoded) announces.")
        }
        return .bytes(bytes)
    }

    static func fields(_ event: JSONObject) throws(EnvelopeError) -> HeaderFields {
        var fields = HeaderFields()
        try forEachPair(event, lists: "multiValueHeaders", strings: "headers") { fields.append($0, $1) }
        return fields
    }

    /// The parameters of the query; `decode` is applied to each name and each value.
    static func query(_ event: JSONObject, _ decode: (String) -> String) throws(EnvelopeError) -> Query {
        var parameters: [Query.Parameter] = []
        try forEachPair(event, lists: "multiValueQueryStringParameters", strings: "queryStringParameters") {
            parameters.append(Query.Parameter(name: decode($0), value: decode($1)))
        }
        return Query(parameters)
    }

    /// Calls `body` with the names and values of a map of lists and a map of strings, either of which may be missing or null.
    /// If a name is in both, only its list is used, which has all values.
    static func forEachPair(
        _ event: JSONObject, lists: String, strings: String, _ body: (_ name: String, _ value: String) -> Void
    ) throws(EnvelopeError) {
        let listed = try map(lists, in: event)
        let single = try map(strings, in: event)
        let listIndex = MemberIndex(listed)
        let singleIndex = MemberIndex(single)
        for member in listed.members where member.value.array != nil || singleIndex[member.name] == nil {
            for text in try texts(member, of: lists) { body(member.name, text) }
        }
        for member in single.members where listIndex[member.name]?.array == nil {
            for text in try texts(member, of: strings) { body(member.name, text) }
        }
    }

    /// Calls `body` with the names and values of a map of strings, which may be missing or null.
    static func forEachPair(
        _ event: JSONObject, strings: String, _ body: (_ name: String, _ value: String) -> Void
    ) throws(EnvelopeError) {
        for member in try map(strings, in: event).members {
            for text in try texts(member, of: strings) { body(member.name, text) }
        }
    }

    private static func map(_ member: String, in event: JSONObject) throws(EnvelopeError) -> JSONObject {
        guard let value = event[member], !value.isNull else { return [:] }
        guard let object = value.object else { throw .malformed(member) }
        return object
    }

    /// Numbers and booleans become text, as in events written by hand. Anything else is refused, null and an empty list
    /// too: ignoring one could drop a dry run, or a field that restricts what the caller may see.
    private static func texts(_ member: JSONObject.Member, of map: String) throws(EnvelopeError) -> [String] {
        var texts: [String] = []
        let values = member.value.array ?? [member.value]
        if values.isEmpty { throw .malformed(map) }
        for value in values {
            guard let text = text(value) else { throw .malformed(map) }
            texts.append(text)
        }
        return texts
    }

    /// A scalar other than null, as text.
    static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.digits
        case .bool(let bool): bool ? "true" : "false"
        default: nil
        }
    }

    /// Whether a field of that name begins with the scheme `Bearer` (RFC 6750 §2.1).
    static func hasBearerToken(_ fields: HeaderFields) -> Bool {
        fields.values("Authorization").contains { value in
            let scheme = value.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1).first ?? value.utf8[...]
            return String(Substring(scheme)).equalsIgnoringASCIICase("bearer")
        }
    }

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
