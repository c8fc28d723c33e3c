import JSON

/// As much of JSON Schema 2020-12 as the document uses. A keyword that it does not know is a problem too, so that nothing
/// in a schema goes unchecked without a word.
struct SchemaChecker {
    /// What references lead into.
    let document: JSONObject

    private static let annotations: Set<String> = ["description", "format", "default", "pattern"]

    /// What is wrong with the value, each with the place it is at.
    func problems(with value: JSONValue, under schema: JSONValue, at place: String = "") -> [String] {
        guard let schema = schema.object else { return ["\(place): the schema is no object"] }
        return schema.members.flatMap { keyword in
            switch keyword.name {
            case "properties", "items", "additionalProperties", "$ref":
                nested(value, keyword.name, keyword.value, schema, at: place)
            case _ where Self.annotations.contains(keyword.name): [String]()
            default:
                holds(keyword.name, keyword.value, of: value).map {
                    $0 ? [] : ["\(place): \(keyword.name) does not hold"]
                }
                    ?? ["\(place): unknown keyword \(keyword.name)"]
            }
        }
    }

    /// Whether a keyword that looks at the value alone holds; `nil` for one that is not known.
    private func holds(_ keyword: String, _ expected: JSONValue, of value: JSONValue) -> Bool? {
        switch keyword {
        case "type": (expected.array ?? [expected]).contains { $0.string.map { Self.isType($0, value) } ?? false }
        case "const": value == expected
        case "enum": expected.array?.contains(value) ?? false
        case "required":
            expected.array?.allSatisfy { value.object == nil || value.object?[$0.string ?? ""] != nil } ?? false
        case "minimum": Self.compare(value.number?.double, expected, >=)
        case "maximum": Self.compare(value.number?.double, expected, <=)
        case "minLength": Self.compare(value.string.map { Double($0.unicodeScalars.count) }, expected, >=)
        case "minItems": Self.compare(value.array.map { Double($0.count) }, expected, >=)
        case "maxItems": Self.compare(value.array.map { Double($0.count) }, expected, <=)
        case "maxLength": Self.compare(value.string.map { Double($0.unicodeScalars.count) }, expected, <=)
        default: nil
        }
    }

    private func nested(
        _ value: JSONValue, _ keyword: String, _ keywordValue: JSONValue, _ schema: JSONObject, at place: String
    ) -> [String] {
        switch keyword {
        case "properties":
            return (keywordValue.object?.members ?? []).flatMap { property in
                value.object?[property.name].map {
                    problems(with: $0, under: property.value, at: "\(place)/\(property.name)")
                } ?? []
            }
        case "items":
            return (value.array ?? []).enumerated().flatMap {
                problems(with: $1, under: keywordValue, at: "\(place)/\($0)")
            }
        case "additionalProperties":
            guard keywordValue == false else { return ["\(place): unknown form of additionalProperties"] }
            let known = schema["properties"]?.object
            return (value.object?.members ?? []).filter { known?[$0.name] == nil }
                .map { "\(place): unexpected member \($0.name)" }
        default:
            guard let target = keywordValue.string.flatMap(resolve) else {
                return ["\(place): dangling \(keywordValue)"]
            }
            return problems(with: value, under: target, at: place)
        }
    }

    /// What a reference within the document names.
    func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(JSONValue.object(document)) { value, name in
            value?.object?[String(name)]
        }
    }

    private static func isType(_ name: String, _ value: JSONValue) -> Bool {
        switch (name, value) {
        case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object),
            ("number", .number):
            true
        case ("integer", .number(let number)): number.double.map { $0 == $0.rounded() } ?? false
        default: false
        }
    }

    /// A keyword about numbers, texts or lists says nothing of other values.
    private static func compare(
        _ value: Double?, _ bound: JSONValue, _ relation: (Double, Double) -> Bool
    ) -> Bool {
        guard let value else { return true }
        return bound.number?.double.map { relation(value, $0) } ?? false
    }
}
