import ASCII
import HTTPMessage
import JSON

/// The OpenAPI 3.1 document, made of the routes (R2.7).
package enum OpenAPI {
    package static let version = "0.1.0"

    /// What is served with the console, or without it.
    package static func document(hasConsole: Bool) -> JSONObject { document(of: RouteTable(hasConsole: hasConsole)) }

    private static func document(of table: RouteTable) -> JSONObject {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Countermand",
                "version": .string(version),
                "description":
                    "Cancels cleaning jobs, dispatch jobs and work orders. Nothing is called cancelled before that is on disk.",
                "contact": ["name": "Whoever operates this service"],
                "license": ["name": "Proprietary", "identifier": "LicenseRef-Proprietary"],
            ],
            // Relative to where the document is served, which may be under a stage or a base path.
            "servers": [["url": "."]],
            "security": [["bearer": []]],
            "tags": .array(tags(of: table)),
            "paths": .object(paths(of: table)),
            "webhooks": .object(webhooks(of: table)),
            "components": [
                "securitySchemes": [
                    "bearer": [
                        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                        "description": "Signed with HS256, or checked by the platform's authorizer.",
                    ]
                ],
                "parameters": .object(Components.parameters),
                "headers": .object(Components.headers),
                "requestBodies": .object(Components.requestBodies),
                "schemas": .object(schemas(of: table)),
            ],
        ]
    }

    private static func paths(of table: RouteTable) -> JSONObject {
        var paths: JSONObject = [:]
        for contract in table.contracts {
            for route in contract.routes {
                var path = paths["\(route.path)"]?.object ?? [:]
                path[route.method.name.asciiLowercased] = .object(route.operation().json(of: route, contract.tag))
                paths["\(route.path)"] = .object(path)
            }
        }
        return paths
    }

    private static func tags(of table: RouteTable) -> [JSONValue] {
        var tags: JSONObject = [:]
        for contract in table.contracts { tags[contract.tag.name] = .string(contract.tag.description) }
        return tags.members.map { ["name": .string($0.name), "description": $0.value] }
    }

    private static func webhooks(of table: RouteTable) -> JSONObject {
        var webhooks: JSONObject = [:]
        for contract in table.contracts {
            for webhook in contract.webhooks() { webhooks[webhook.type] = .object(webhook.json(contract.tag)) }
        }
        return webhooks
    }

    private static func schemas(of table: RouteTable) -> JSONObject {
        var schemas = Schemas.shared
        for contract in table.contracts {
            for schema in contract.schemas().members { schemas[schema.name] = schema.value }
        }
        return schemas
    }

    static let contract = Contract(
        tag: .service, routes: [Route(.get, "/openapi.json", .problemDetails, serve, operation)])

    private static func serve(_ context: RequestContext) throws(RequestError) -> Response {
        _ = try context.body()
        return Response(.ok, .json, .object(document(of: context.api.routeTable)))
    }

    private static func operation() -> Operation {
        Operation(
            id: "getOpenAPI", summary: "This document", description: "Needs no token.",
            successDescription: "The OpenAPI document.", success: ["type": "object"],
            example: ["openapi": "3.1.0", "info": ["title": "Countermand", "version": .string(version)]], isPublic: true
        )
    }
}
