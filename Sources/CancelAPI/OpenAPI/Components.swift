import Cancellation
import HTTPMessage
import JSON

/// Parameters, header fields and request bodies of the OpenAPI document, which operations refer to by name.
enum Components {
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
            "schema": WorkOrders.idSchema,
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
                    + "answered when it was carried out is kept for \(IdempotencyRecord.lifetimeHours) hours, for the same "
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
            "description": .string(
                "To be answered as if, with `changes`, and nothing changed. The name may come in any case. A request that "
                    + "asks for a dry run in another way is refused."),
            "schema": ["type": "boolean"],
        ],
        "Key": [
            "name": "key", "in": "path", "required": true, "description": "The Idempotency-Key of the request.",
            "schema": ["type": "string", "minLength": 1, "maxLength": .number(IdempotencyKey.maximumLength)],
        ],
        "Status": [
            "name": "status", "in": "query", "description": "Only work orders of this status.",
            "schema": WorkOrders.statusSchema,
        ],
        "Limit": [
            "name": "limit", "in": "query", "description": "How many at the most.",
            "schema": [
                "type": "integer", "minimum": 1, "maximum": .number(WorkOrders.maximumLimit),
                "default": .number(WorkOrders.defaultLimit),
            ],
        ],
        "Cursor": [
            "name": "cursor", "in": "query",
            "description": "The `nextCursor` of the page before; left out for the first page.",
            "schema": ["type": "string", "minLength": 1],
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
            "content": ["application/json": ["schema": ["type": "object", "properties": ["reason": Schemas.reason]]]],
        ],
        "CancelJobs": bulk(["type": "string"]),
        "CancelWorkOrders": bulk(WorkOrders.idSchema),
        "SetStatus": [
            "required": true,
            "description": "The status to set. A `reason` is kept with it.",
            "content": [
                "application/json": [
                    "schema": [
                        "type": "object", "required": ["status"],
                        "properties": ["status": WorkOrders.statusSchema, "reason": Schemas.reason],
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
                            "reason": Schemas.reason,
                        ],
                    ]
                ]
            ],
        ]
    }
}
