import Cancellation
import HTTPMessage
import JSON
import Storage

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
        "IdempotencyKey": [
            "name": .string(IdempotencyKey.field), "in": "header",
            "description": .string(
                "A name for this request, so that it can be sent again without its being carried out again. What was "
                    + "answered when it was carried out is kept for \(KeptAnswer.lifetimeHours) hours, for the same "
                    + "caller, method and route. Refusals are not kept: they change nothing."),
            "schema": ["type": "string", "minLength": 1],
        ],
        "IfMatch": [
            "name": "If-Match", "in": "header",
            "description": "Only if the record has one of these entity tags; `*` stands for any.",
            "schema": ["type": "string"],
        ],
        "IfNoneMatch": [
            "name": "If-None-Match", "in": "header",
            "description": "Only if the record has none of these entity tags.", "schema": ["type": "string"],
        ],
        "DryRun": [
            "name": "dryRun", "in": "query",
            "description": "To be answered as if, with `changes`, and nothing changed.", "schema": ["type": "boolean"],
        ],
        "Key": [
            "name": "key", "in": "path", "required": true, "description": "The Idempotency-Key of the request.",
            "schema": ["type": "string", "minLength": 1, "maxLength": .number(IdempotencyKey.maximumLength)],
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

    static let headers: JSONObject = [
        "ETag": [
            "description": "A strong entity tag of the record that is shown; in a dry run, of the record as it stands.",
            "schema": ["type": "string"],
        ],
        "Cancellation-Event": [
            "description":
                "The id of the event that tells of the cancel, and its place among all events: `ID;sequence=PLACE`.",
            "schema": ["type": "string"],
        ],
        "Cancellation-Proof": [
            "description": "The hash of the journal's line that the cancel stands in, where the store keeps a journal.",
            "schema": ["type": "string", "pattern": "^[0-9a-f]{64}$"],
        ],
        "Idempotent-Replayed": [
            "description": "`true` where this is the answer to an earlier request with the same Idempotency-Key.",
            "schema": ["const": "true"],
        ],
        "Retry-After": ["description": "In seconds.", "required": true, "schema": ["type": "string"]],
        "WWW-Authenticate": [
            "description": "The challenge of RFC 6750 §3.", "required": true, "schema": ["type": "string"],
        ],
    ]

    static let requestBodies: JSONObject = [
        "Cancel": [
            "description": "Why; no body is needed.",
            "content": ["application/json": ["schema": ["type": "object", "properties": ["reason": reason]]]],
        ],
        "CancelJobs": bulk(["type": "string"]),
        "CancelWorkOrders": bulk(workOrderID),
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

    private static func bulk(_ id: JSONValue) -> JSONValue {
        [
            "required": true,
            "description": "Which, in the order in which they are decided, and why.",
            "content": [
                "application/json": [
                    "schema": [
                        "type": "object", "required": ["ids"],
                        "properties": [
                            "ids": [
                                "type": "array", "items": id, "minItems": 1, "maxItems": .number(Bulk.maximumIDs),
                            ],
                            "reason": reason,
                        ],
                    ]
                ]
            ],
        ]
    }

    /// What a bulk request comes to, id by id.
    static func outcomes(of id: JSONValue, _ record: String, _ problem: String) -> JSONValue {
        [
            "type": "array",
            "items": [
                "type": "object", "required": ["id", "status"],
                "properties": [
                    "id": id, "status": ["type": "integer"], "record": reference(record), "problem": reference(problem),
                    "etag": ["type": "string"], "event": ["type": "string"], "changes": reference("Changes"),
                ],
                "additionalProperties": false,
            ],
        ]
    }

    static let dryRun: JSONObject = ["dryRun": ["const": true], "changes": reference("Changes")]

    static let schemas: JSONObject = [
        "Changes": [
            "description": "What a dry run would have changed besides the record.",
            "type": "object", "required": ["assignments", "notes", "events"],
            "properties": [
                "assignments": ["type": "array"], "notes": ["type": "array"],
                "events": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["type", "subject", "data"],
                        "properties": [
                            "type": ["type": "string"], "subject": ["type": "string"], "data": ["type": "object"],
                        ],
                        "additionalProperties": false,
                    ],
                ],
            ],
            "additionalProperties": false,
        ],
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
                // Of a dry run.
                "dryRun": ["type": "boolean"], "changes": reference("Changes"),
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
    static func success(
        _ data: JSONValue, and others: JSONObject = [:], optionally: JSONObject = [:]
    ) -> JSONValue {
        var properties: JSONObject = ["success": ["const": true]]
        for member in others.members { properties[member.name] = member.value }
        properties["data"] = data
        let required = properties.members.map { JSONValue.string($0.name) }
        for member in optionally.members { properties[member.name] = member.value }
        return [
            "type": "object", "required": .array(required), "properties": .object(properties),
            "additionalProperties": false,
        ]
    }

    static func reference(_ schema: String) -> JSONValue { ["$ref": "#/components/schemas/\(schema)"] }

    private static let statuses = WorkOrder.Status.allCases.map { $0.rawValue }
    private static let status: JSONValue = ["type": "string", "enum": .array(statuses.map { .string($0) })]
    static let workOrderID: JSONValue = [
        "type": "integer", "minimum": 1, "maximum": .number(WorkOrderID.maximum),
    ]
    private static let reason: JSONValue = [
        "type": ["string", "null"], "minLength": 1, "maxLength": .number(Reason.maximumLength),
        "description": "Why; kept in the audit entry and in the event.",
    ]
    private static let time: JSONValue = ["type": "string", "format": "date-time"]
}
