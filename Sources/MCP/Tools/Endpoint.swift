import ASCII
import HTTPMessage
import JSON

/// An operation of the OpenAPI document: how a request to it is made of the arguments of a tool.
struct Endpoint {
    let id: String
    let summary: String
    let description: String
    let method: Method
    /// Of the path; a name in braces is that of an argument.
    let segments: [String]
    let arguments: [Argument]
    /// Whether the request has a body, made of the arguments that are in it.
    let hasBody: Bool
    /// The schemas of the bodies that it is answered with: of a success, and of every refusal.
    let answers: [JSONValue]

    private init(_ method: String, _ path: String, _ operation: JSONObject, _ document: JSONObject) {
        func text(_ member: String) -> String { operation[member]?.string ?? "" }
        id = text("operationId")
        summary = text("summary")
        description = text("description")
        self.method = Method(String(decoding: method.utf8.map { $0.asciiUppercased }, as: UTF8.self))
        segments = Path(path).segments
        var arguments: [Argument] = []
        for parameter in operation["parameters"]?.array ?? [] {
            if let argument = Argument(document.resolved(parameter)) { arguments.append(argument) }
        }
        let body = operation["requestBody"].map(document.resolved)?.object?["content"]?.object?["application/json"]
        hasBody = body != nil
        if let schema = body?.object?["schema"]?.object { arguments += Argument.members(of: schema) }
        self.arguments = arguments
        var answers: [JSONValue] = []
        for status in ["200", "400"] {
            let content = operation["responses"]?.object?[status]?.object?["content"]?.object?.members.first
            if let schema = content?.value.object?["schema"] { answers.append(document.resolved(schema)) }
        }
        self.answers = answers
    }

    /// Whether it changes nothing.
    var isRead: Bool { method == .get }

    /// The path up to the record that it is about, without what is done with the record: `["jobs", "{id}"]` of
    /// `/jobs/{id}/cancel`. Nil if it is about no record, or about several.
    var recordSegments: [String]? {
        segments.firstIndex { $0.isPlaceholder }.map { Array(segments[...$0]) }
    }
}

/// An argument of a tool, and the part of the request that its value goes into.
struct Argument {
    enum Place {
        case path, query, header, body
    }

    let name: String
    let place: Place
    let schema: JSONValue
    let isRequired: Bool
}

extension Endpoint {
    /// All operations that need a caller, in the order of the document.
    static func all(in document: JSONObject) -> [Endpoint] {
        var endpoints: [Endpoint] = []
        for path in document["paths"]?.object?.members ?? [] {
            for operation in path.value.object?.members ?? [] {
                guard let members = operation.value.object, members["security"] == nil else { continue }
                endpoints.append(Endpoint(operation.name, path.name, members, document))
            }
        }
        return endpoints
    }
}

extension Argument {
    /// What the server itself says with a request.
    private static let ownParameters = ["Idempotency-Key", "If-Match", "If-None-Match", "dryRun"]

    /// Nil for a parameter that is not the caller's to give.
    init?(_ parameter: JSONValue) {
        guard let members = parameter.object, let name = members["name"]?.string,
            !Self.ownParameters.contains(name)
        else { return nil }
        let place: Place =
            switch members["in"] {
            case "path": .path
            case "query": .query
            default: .header
            }
        var schema = members["schema"]?.object ?? [:]
        if schema["description"] == nil { schema["description"] = members["description"] }
        self.init(name: name, place: place, schema: .object(schema), isRequired: members["required"] == true)
    }

    /// The members of a body.
    static func members(of schema: JSONObject) -> [Argument] {
        let required = schema["required"]?.array ?? []
        return (schema["properties"]?.object?.members ?? []).map { member in
            Argument(
                name: member.name, place: .body, schema: member.value,
                isRequired: required.contains(.string(member.name)))
        }
    }
}

extension String {
    /// Whether it is a name in braces, in the place of a path's segment.
    var isPlaceholder: Bool { utf8.first == UInt8(ascii: "{") }
}

extension JSONObject {
    private static let maximumReferences = 32

    /// The value with what its `$ref`s lead to in this document in their place.
    fileprivate func resolved(_ value: JSONValue) -> JSONValue { resolved(value, Self.maximumReferences) }

    private func resolved(_ value: JSONValue, _ left: Int) -> JSONValue {
        switch value {
        case .object(let object):
            if let reference = object["$ref"]?.string, left > 0 { return resolved(target(of: reference), left - 1) }
            return .object(JSONObject(object.members.map { ($0.name, resolved($0.value, left)) }))
        case .array(let elements): return .array(elements.map { resolved($0, left) })
        default: return value
        }
    }

    /// What `#/components/schemas/WorkOrder` leads to; null if that is nothing.
    private func target(of reference: String) -> JSONValue {
        var value = JSONValue.object(self)
        for name in Array(reference.utf8).split(separator: UInt8(ascii: "/")).dropFirst() {
            value = value.object?[String(decoding: name, as: UTF8.self)] ?? .null
        }
        return value
    }
}
