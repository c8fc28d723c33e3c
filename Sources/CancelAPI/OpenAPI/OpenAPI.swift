import ASCII
import HTTPMessage
import JSON

/// The OpenAPI 3.1 document, made of the routes (R2.7).
package enum OpenAPI {
    package static let version = "0.1.0"

    package static var document: JSONObject {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Countermand",
                "version": .string(version),
                "description": "Cancels cleaning jobs, dispatch jobs and work orders.",
                "license": ["name": "Proprietary", "identifier": "LicenseRef-Proprietary"],
            ],
            "servers": [["url": "/"]],
            "security": [["bearer": []]],
            "paths": .object(paths),
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
                "schemas": .object(schemas),
            ],
        ]
    }

    private static var paths: JSONObject {
        var paths: JSONObject = [:]
        for route in RouteTable.routes {
            var path = paths["\(route.path)"]?.object ?? [:]
            path[route.method.name.asciiLowercased] = .object(route.operation().json(of: route))
            paths["\(route.path)"] = .object(path)
        }
        return paths
    }

    private static var schemas: JSONObject {
        var schemas = Schemas.shared
        for contract in RouteTable.contracts {
            for schema in contract.schemas().members { schemas[schema.name] = schema.value }
        }
        return schemas
    }

    static let contract = Contract(routes: [Route(.get, "/openapi.json", .problemDetails, serve, operation)])

    private static func serve(_ context: RequestContext) throws(RequestError) -> Response {
        _ = try context.body()
        return Response(.ok, .json, .object(document))
    }

    private static func operation() -> Operation {
        Operation(
            id: "getOpenAPI", summary: "This document", description: "Needs no token.",
            successDescription: "The OpenAPI document.", success: ["type": "object"], isPublic: true)
    }
}
