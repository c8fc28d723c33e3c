import ASCII
import HTTPMessage
import JSON

// What the platforms' events have in common.

extension Envelope {
    static func text(_ member: String, in event: JSONObject) throws(EnvelopeError) -> String {
        guard let text = event[member]?.string else { throw .malformed(member) }
        return text
    }

    /// `body` as its bytes; base64 where `isBase64Encoded` says so.
    static func body(_ event: JSONObject) -> Request.Body {
        guard let value = event["body"], !value.isNull else { return .none }
        guard let text = value.string else { return .unreadable("The envelope's body is no string.") }
        guard event["isBase64Encoded"] == true else { return .bytes([UInt8](text.utf8)) }
        guard let bytes = Base64.decode(Array(text.utf8), .standard) else {
            return .unreadable("The body is not the base64 that isBase64Encoded announces.")
        }
        return .bytes(bytes)
    }

    /// Out of a map of lists and a map of strings, either of which may be missing or null. Where a name is in both, the
    /// lists have it whole.
    static func fields(_ event: JSONObject) -> HeaderFields {
        var fields = HeaderFields()
        for (name, value) in pairs(event, lists: "multiValueHeaders", strings: "headers") {
            fields.append(name, value)
        }
        return fields
    }

    static func pairs(_ event: JSONObject, lists: String, strings: String) -> [(String, String)] {
        var pairs: [(String, String)] = []
        var listed: Set<String> = []
        for member in event[lists]?.object?.members ?? [] {
            guard let values = member.value.array else { continue }
            listed.insert(member.name)
            for value in values { if let text = value.string { pairs.append((member.name, text)) } }
        }
        for member in event[strings]?.object?.members ?? [] where !listed.contains(member.name) {
            if let text = member.value.string { pairs.append((member.name, text)) }
        }
        return pairs
    }

    /// Each name with its value, for answers whose header fields are a map of strings; a name that comes twice is joined
    /// (RFC 9110 §5.3).
    static func joined(_ fields: HeaderFields) -> JSONObject {
        var joined: JSONObject = [:]
        for field in fields.fields {
            let before = joined[field.name]?.string.map { $0 + ", " } ?? ""
            joined[field.name] = .string(before + field.value)
        }
        return joined
    }

    /// Each name with all of its values.
    static func listed(_ fields: HeaderFields) -> JSONObject {
        var listed: JSONObject = [:]
        for field in fields.fields {
            listed[field.name] = .array((listed[field.name]?.array ?? []) + [.string(field.value)])
        }
        return listed
    }
}
