import CancelAPI
import HTTPMessage
import JSON

/// Holds answers to the OpenAPI document (R2.7).
enum Documentation {
    static let document = OpenAPI.document(hasConsole: true)
    static let checker = SchemaChecker(document: document)

    struct Operation {
        let path: String
        let method: String
        let json: JSONObject
    }

    static let operations: [Operation] = (document["paths"]?.object?.members ?? []).flatMap { path in
        (path.value.object?.members ?? []).map { method in
            Operation(path: path.name, method: method.name.uppercased(), json: method.value.object ?? [:])
        }
    }

    /// What the answer does that the document does not tell of.
    static func problems(of answer: Answer, to request: Request) -> [String] {
        // OpenAPI prefers a path without a template, whatever the methods.
        var matching = operations.filter { matches($0.path, request.path) }
        let literal = matching.filter { !$0.path.contains("{") }
        if !literal.isEmpty { matching = literal }
        let method = request.method == .head ? Method.get.name : request.method.name
        guard let operation = matching.first(where: { $0.method == method }) else {
            return problems(ofUndocumented: answer, allowed: matching.map(\.method))
        }
        guard let response = operation.json["responses"]?.object?[String(answer.status)]?.object else {
            return ["\(method) \(operation.path) has no \(answer.status)"]
        }
        if response["content"] == nil { return answer.body.isEmpty ? [] : ["a body that is not documented"] }
        let content = (response["content"]?.object?.members ?? []).first {
            answer.fields.contains(
                "Content-Type: " + ($0.name == MediaType.html.name ? MediaType.html.contentType : $0.name))
        }
        if content?.name == MediaType.html.name { return [] }
        guard let schema = content?.value.object?["schema"] else { return ["a media type that is not documented"] }
        guard let body = try? JSONValue(parsing: Array(answer.body.utf8)) else { return ["no JSON"] }
        let missing = (response["headers"]?.object?.members ?? []).filter { member in
            let header = member.value.object?["$ref"]?.string.flatMap(checker.resolve)
            return header?.object?["required"] == true && !answer.fields.contains { $0.hasPrefix(member.name + ": ") }
        }.map(\.name)
        return checker.problems(with: body, under: schema) + missing.map { "the field \($0) is missing" }
    }

    /// At a path that is not documented, or with a method that is not.
    private static func problems(ofUndocumented answer: Answer, allowed: [String]) -> [String] {
        if allowed.isEmpty { return answer.status == 404 ? [] : ["a path that is not documented is no 404"] }
        var methods: [String] = []
        for method in allowed where !methods.contains(method) {
            methods += method == "GET" ? ["GET", "HEAD"] : [method]
        }
        let expected = "Allow: " + methods.joined(separator: ", ")
        return answer.status == 405 && answer.fields.contains(expected) ? [] : ["no 405 with \(expected)"]
    }

    private static func matches(_ pattern: String, _ path: Path) -> Bool {
        let segments = Path(pattern).segments
        return segments.count == path.segments.count
            && zip(segments, path.segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
