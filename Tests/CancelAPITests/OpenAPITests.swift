import HTTPMessage
import JSON
import Testing

@testable import CancelAPI

@Suite struct OpenAPITests {
    @Test("R2.7 the program serves the document, without a token")
    func served() throws {
        let api = try TestAPI()
        #expect(
            api.respond(to: .get("/openapi.json", as: nil))
                == Answer(200, String(decoding: OpenAPI.document(hasConsole: true).bytes, as: UTF8.self)))
    }

    @Test("R2.7 every route is in the document, and nothing else is")
    func routes() {
        let documented = Documentation.operations.map { "\($0.method) \($0.path)" }
        #expect(Set(documented) == Set(RouteTable(hasConsole: true).routes.map { "\($0.method.name) \($0.path)" }))
        #expect(documented.count == RouteTable(hasConsole: true).routes.count)
    }

    /// Every value in the document with the path to it.
    private static func walk(_ value: JSONValue, _ place: String = "#") -> [(place: String, value: JSONValue)] {
        let children: [(String, JSONValue)] =
            switch value {
            case .object(let object): object.members.map { ($0.name, $0.value) }
            case .array(let elements): elements.enumerated().map { ("\($0)", $1) }
            default: []
            }
        return [(place, value)] + children.flatMap { walk($1, "\(place)/\($0)") }
    }

    private static let values = walk(.object(Documentation.document))

    @Test("R2.7 every reference leads somewhere, and every shared part is referred to")
    func references() {
        let references = Self.values.filter { $0.place.hasSuffix("/$ref") }.compactMap(\.value.string)
        for reference in references {
            #expect(Documentation.checker.resolve(reference) != nil, "\(reference)")
        }
        for section in ["parameters", "headers", "requestBodies", "schemas"] {
            let parts = Documentation.checker.resolve("#/components/\(section)")?.object?.members ?? []
            #expect(!parts.isEmpty)
            for part in parts {
                #expect(references.contains("#/components/\(section)/\(part.name)"), "\(part.name) is not used")
            }
        }
    }

    @Test("R2.7 the document says which version of OpenAPI it is and what it is about")
    func header() {
        let document = Documentation.document
        #expect(document["openapi"] == "3.1.0")
        #expect(document["info"]?.object?["title"] == "Countermand")
        #expect(document["info"]?.object?["version"] == .string(OpenAPI.version))
    }

    @Test("R2.7 operations have ids of their own, a summary and a success")
    func operations() {
        let operations = Documentation.operations.map(\.json)
        let ids = operations.compactMap { $0["operationId"]?.string }
        #expect(Set(ids).count == operations.count)
        for operation in operations {
            #expect(operation["summary"]?.string?.isEmpty == false)
            #expect(operation["responses"]?.object?["200"] != nil)
        }
    }

    @Test("R2.7 every response is described and has a schema for its media type")
    func responses() {
        for operation in Documentation.operations {
            for response in operation.json["responses"]?.object?.members ?? [] {
                let place = "\(operation.method) \(operation.path) \(response.name)"
                #expect(response.value.object?["description"]?.string?.isEmpty == false, "\(place)")
                // What is not modified is not shown again.
                if response.name == "304" { continue }
                let content = response.value.object?["content"]?.object?.members ?? []
                #expect(content.count == 1 && content[0].value.object?["schema"] != nil, "\(place)")
            }
        }
    }

    @Test("R2.7 a path's template is a required parameter of its operations, and no other path has one")
    func pathParameters() {
        for operation in Documentation.operations {
            let parameters = (operation.json["parameters"]?.array ?? []).compactMap {
                $0.object?["$ref"]?.string.flatMap(Documentation.checker.resolve)?.object
            }
            let inPath = parameters.filter { $0["in"] == "path" }
            #expect(
                inPath.map { $0["name"] }
                    == (operation.path.contains("{id}") ? ["id"] : operation.path.contains("{key}") ? ["key"] : []))
            #expect(inPath.allSatisfy { $0["required"] == true })
            #expect(parameters.allSatisfy { $0["schema"] != nil })
        }
    }

    @Test(
        "R2.7 a route documents the statuses of its contract",
        arguments: [
            ("/api/jobs/{id}", [200, 304, 400, 401, 404, 412, 413, 415, 500]),
            ("/jobs/{id}", [200, 304, 400, 401, 403, 404, 412, 413, 415, 503]),
            ("/api/jobs/{id}/cancel", [200, 400, 401, 404, 409, 412, 413, 415, 422, 500]),
            ("/jobs/{id}/cancel", [200, 400, 401, 403, 404, 409, 412, 413, 415, 422, 503]),
            ("/jobs/cancel", [200, 400, 401, 403, 409, 413, 415, 422, 503]),
            ("/api/work-orders/{id}/status", [200, 400, 401, 403, 404, 409, 412, 413, 415, 422, 503]),
            ("/api/work-orders/cancel", [200, 400, 401, 403, 409, 413, 415, 422, 503]),
            ("/api/cancellations/{key}", [200, 400, 401, 404, 413, 415, 503]),
            ("/api/work-orders/{id}", [200, 304, 400, 401, 403, 404, 412, 413, 415, 503]),
            ("/api/work-orders/{id}/notes", [200, 400, 401, 403, 404, 413, 415, 503]),
            ("/api/work-orders", [200, 400, 401, 403, 413, 415, 503]),
            ("/api/work-orders/summary", [200, 400, 401, 403, 413, 415, 503]),
            ("/openapi.json", [200, 400, 413, 415, 503]),
            ("/health", [200, 400, 413, 415, 503]),
            ("/console", [200, 400, 413, 415, 503]),
        ])
    func statuses(path: String, statuses: [Int]) throws {
        let operation = try #require(Documentation.operations.first { $0.path == path })
        #expect((operation.json["responses"]?.object?.members ?? []).compactMap { Int($0.name) } == statuses)
    }

    /// Whether the place is that of a schema under `components`, not of a part of one.
    private static func isShared(_ place: String) -> Bool {
        place.hasPrefix("#/components/schemas/") && place.split(separator: "/").count == 4
    }

    @Test("R2.7 every schema in the document uses keywords that the answers are checked by")
    func keywords() {
        let schemas = Self.values.filter { place, _ in
            place.hasSuffix("/schema") || Self.isShared(place)
        }
        #expect(!schemas.isEmpty)
        for (place, value) in schemas {
            let problems = Documentation.checker.problems(with: nil, under: value)
            #expect(!problems.contains { $0.contains("unknown") || $0.contains("dangling") }, "\(place)")
        }
    }

    /// Media types and parameters with their schema, and the examples of them.
    private static var examples: [(place: String, schema: JSONValue, examples: [JSONValue])] {
        values.compactMap { place, value in
            guard let schema = value.object?["schema"], !place.contains("/headers/") else { return nil }
            let named = value.object?["examples"]?.object?.members.compactMap { $0.value.object?["value"] } ?? []
            return (place, schema, named + (value.object?["example"].map { [$0] } ?? []))
        }
    }

    @Test("R2.7 every parameter, request, answer and event has an example, and its schema holds for it")
    func everyExample() {
        #expect(Self.examples.count > 100)
        for (place, schema, examples) in Self.examples {
            #expect(!examples.isEmpty, "\(place)")
            for example in examples {
                #expect(Documentation.checker.problems(with: example, under: schema) == [], "\(place)")
            }
        }
    }

    @Test("R2.7 an example holds for the pattern beside it, and what is refused does not")
    func patterns() throws {
        for (place, schema, examples) in Self.examples {
            guard let pattern = schema.object?["pattern"]?.string else { continue }
            let regex = try Regex(pattern)
            for example in examples { #expect(example.string?.contains(regex) == true, "\(place)") }
        }
        func pattern(of parameter: String) throws -> Regex<AnyRegexOutput> {
            let schema = Documentation.checker.resolve("#/components/parameters/\(parameter)")?.object?["schema"]
            return try Regex(#require(schema?.object?["pattern"]?.string))
        }
        let key = try pattern(of: "IdempotencyKey")
        let long = String(repeating: "k", count: 255)
        for text in ["k", "a b", "0.5", "Key-Z_1", "\"a,b\"", "\"a\\\"b\"", "\" \"", long, "\"\(long)\"", "[a]"] {
            #expect(IdempotencyKey(field: text) != nil && text.contains(key), "\(text)")
        }
        for text in ["", "\"\"", "a,b", "a\"b", "a\\b", "\"a", long + "k", "\"\(long)k\"", "\"a\\b\"", "\u{E9}"] {
            #expect(IdempotencyKey(field: text) == nil && !text.contains(key), "\(text)")
        }
        let tags = try pattern(of: "IfMatch")
        for text in ["*", "\"a\"", "W/\"a\", \"b\"", "\"\",\"x\""] { #expect(text.contains(tags), "\(text)") }
        for text in ["", "a", "\"a", "* , \"a\"", "w/\"a\"", "\"a\" \"b\""] { #expect(!text.contains(tags), "\(text)") }
    }

    @Test("R2.7 every operation and event has a description and a tag that the document describes")
    func tags() {
        let document = Documentation.document
        let tags = document["tags"]?.array?.compactMap { $0.object?["name"]?.string } ?? []
        #expect(Set(tags).count == tags.count && !tags.isEmpty)
        let webhooks = (document["webhooks"]?.object?.members ?? []).compactMap { $0.value.object?["post"]?.object }
        var used: Set<String> = []
        for operation in Documentation.operations.map(\.json) + webhooks {
            let own = operation["tags"]?.array?.compactMap(\.string) ?? []
            #expect(own.count == 1 && tags.contains(own[0]))
            used.formUnion(own)
            #expect(operation["description"]?.string?.isEmpty == false)
            let id = operation["operationId"]?.string ?? ""
            #expect(id.wholeMatch(of: /[A-Za-z]+/) != nil, "\(id)")
        }
        #expect(used == Set(tags))
        #expect(document["info"]?.object?["contact"] != nil && document["info"]?.object?["description"] != nil)
    }

    @Test("R2.7 an event is as its webhook says", arguments: Change.allCases)
    func webhooks(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        _ = api.respond(to: change.request(as: .admin))
        let entries = api.memory.events(after: nil, limit: .max)
        #expect(!entries.isEmpty)
        for entry in entries {
            let webhook = Documentation.document["webhooks"]?.object?[entry.event.type]?.object?["post"]?.object
            let content = webhook?["requestBody"]?.object?["content"]?.object?["application/cloudevents+json"]
            let schema = try #require(content?.object?["schema"], "\(entry.event.type)")
            let event = JSONValue.object(entry.event.cloudEvent(at: entry.cursor))
            #expect(Documentation.checker.problems(with: event, under: schema) == [])
        }
    }
}
