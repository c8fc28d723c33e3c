import ASCII
import HTTPMessage
import JSON

/// The OpenAPI 3.1 document, made of the route table (R2.7).
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
                "parameters": .object(Schemas.parameters),
                "headers": .object(Schemas.headers),
                "requestBodies": .object(Schemas.requestBodies),
                "schemas": .object(Schemas.schemas),
            ],
        ]
    }

    private static var paths: JSONObject {
        var paths: JSONObject = [:]
        for route in RouteTable.routes {
            var path = paths["\(route.path)"]?.object ?? [:]
            path[route.method.name.asciiLowercased] = .object(route.operation().json(route.dialect))
            paths["\(route.path)"] = .object(path)
        }
        return paths
    }

    static func serve(_ call: Call) throws(Failure) -> Response {
        _ = try call.body()
        return Response(.ok, .json, .object(document))
    }

    static func operation() -> Operation {
        Operation(
            id: "getOpenAPI", summary: "This document", description: "Needs no token.",
            successDescription: "The OpenAPI document.", success: ["type": "object"], isPublic: true)
    }
}
