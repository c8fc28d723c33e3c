import Cancellation
import JSON

/// The parts of the OpenAPI document that several routes share.
enum Schemas {
    static let parameters: JSONObject = [
        "JobID": [
            "name": "id", "in": "path", "required": true, "description": "The job's id.",
            "schema": [
                "type": "string", "minLength": 1, "maxLength": .number(JobID.maximumLength),
                "pattern": "^[A-Za-z0-9._~-]+$",
            ],
        ],
        "WorkOrderID": [
            "name": "id", "in": "path", "required": true, "description": "The work order's id.",
            "schema": workOrderID,
        ],
        "ClientContext": [
            "name": "X-Client-Context", "in": "header",
            "description": "Narrows staff and admin to one client; ignored from other roles.",
            "schema": ["type": "integer"],
        ],
        "Status": [
            "name": "status", "in": "query", "description": "Only work orders of this status.", "schema": status,
        ],
        "Limit": [
            "name": "limit", "in": "query", "description": "How many at the most.",
            "schema": [
                "type": "integer", "minimum": 1, "maximum": .number(WorkOrders.maximumLimit),
                "default": .number(WorkOrders.defaultLimit),
            ],
        ],
        "Cursor": [
            "name": "cursor", "in": "query", "description": "The `nextCursor` of the page before.",
            "schema": ["type": "string"],
        ],
    ]

    static let requestBodies: JSONObject = [
        "Cancel": [
            "description": "Why; no body is needed.",
            "content": ["application/json": ["schema": ["type": "object", "properties": ["reason": reason]]]],
        ],
        "SetStatus": [
            "required": true,
            "description": "The status to set. A `reason` is kept with it.",
            "content": [
                "application/json": [
                    "schema": [
                        "type": "object", "required": ["status"], "properties": ["status": status, "reason": reason],
                    ]
                ]
            ],
        ],
    ]

    static let schemas: JSONObject = [
        "Error": [
            "type": "object", "required": ["error"], "properties": ["error": ["type": "string"]],
            "additionalProperties": false,
        ],
        "Failure": [
            "type": "object", "required": ["success", "message"],
            "properties": ["success": ["const": false], "message": ["type": "string"]],
            "additionalProperties": false,
        ],
        "Problem": [
            "description": "Problem details (RFC 9457).",
            "type": "object", "required": ["type", "title", "status", "detail", "instance"],
            "properties": [
                "type": ["type": "string", "format": "uri-reference"],
                "title": ["type": "string"],
                "status": ["type": "integer"],
                "detail": ["type": "string"],
                "instance": ["type": "string", "format": "uri-reference"],
            ],
        ],
        "DispatchJob": [
            "description": "The job as it stands, with whatever else its record holds.",
            "type": "object", "required": ["id", "status", "updatedAt", "cancelledAt", "cancelledBy"],
            "properties": [
                "id": ["type": "string"],
                "status": ["const": "Cancelled"],
                "assignment": [
                    "type": ["object", "null"], "properties": ["status": ["type": "string"]],
                ],
                "updatedAt": time, "cancelledAt": time, "cancelledBy": ["type": "string"],
            ],
        ],
        "WorkOrder": [
            "description": "The work order as it stands, with whatever else its record holds.",
            "type": "object", "required": ["id", "status"],
            "properties": [
                "id": workOrderID, "status": status,
                "client_id": ["type": ["integer", "null"]],
                "authorized_email": ["type": ["string", "null"]],
                "updatedAt": ["description": "When it was changed last; as it was imported, before any change."],
            ],
        ],
        "WorkOrderNote": [
            "type": "object", "required": ["id", "work_order_id", "note"],
            "properties": [
                "id": ["type": "string"], "work_order_id": workOrderID, "note": ["type": "string"],
                // Whatever an import brought; the program's own notes have an id, an id or null, and times.
                "created_by": [:], "client_id": [:], "createdAt": [:], "updatedAt": [:],
            ],
        ],
        "Summary": [
            "description": "How many work orders the caller may see, by status.",
            "type": "object", "required": .array((statuses + ["total"]).map { .string($0) }),
            "properties": .object(JSONObject((statuses + ["total"]).map { ($0, ["type": "integer", "minimum": 0]) })),
            "additionalProperties": false,
        ],
    ]

    /// An answer of contract 3: `data` under `success`, and what stands beside it.
    static func success(_ data: JSONValue, and others: JSONObject = [:]) -> JSONValue {
        var properties: JSONObject = ["success": ["const": true]]
        for member in others.members { properties[member.name] = member.value }
        properties["data"] = data
        return [
            "type": "object", "required": .array(properties.members.map { .string($0.name) }),
            "properties": .object(properties), "additionalProperties": false,
        ]
    }

    static func reference(_ schema: String) -> JSONValue { ["$ref": "#/components/schemas/\(schema)"] }

    private static let statuses = WorkOrder.Status.allCases.map(\.rawValue)
    private static let status: JSONValue = ["type": "string", "enum": .array(statuses.map { .string($0) })]
    private static let workOrderID: JSONValue = [
        "type": "integer", "minimum": 1, "maximum": .number(WorkOrderID.maximum),
    ]
    private static let reason: JSONValue = [
        "type": ["string", "null"], "minLength": 1, "maxLength": .number(Reason.maximumLength),
        "description": "Why; kept in the audit entry and in the event.",
    ]
    private static let time: JSONValue = ["type": "string", "format": "date-time"]
}
