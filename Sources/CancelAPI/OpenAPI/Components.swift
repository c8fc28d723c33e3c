import Cancellation
import HTTPMessage
import JSON

/// Parameters, header fields and request bodies of the OpenAPI document, which operations refer to by name.
enum Components {
    static let parameters: JSONObject = [
        "CleaningJobID": [
            "name": "id", "in": "path", "required": true, "description": "The job's id.", "schema": Schemas.jobID,
            "example": "JOB_X123",
        ],
        "DispatchJobID": [
            "name": "id", "in": "path", "required": true,
            "description": "The job's id. A job `cancel` cannot be shown: that is a path of its own.",
            "schema": Schemas.jobID, "example": "J-1001",
        ],
        "WorkOrderID": [
            "name": "id", "in": "path", "required": true, "description": "The work order's id.",
            "schema": WorkOrders.idSchema, "example": 28,
        ],
        "ClientContext": [
            "name": "X-Client-Context", "in": "header",
            "description": "Narrows staff and admin to one client; ignored from other roles.",
            "schema": [
                "type": "integer", "format": "int64", "minimum": .number(Int(Int64.min)),
                "maximum": .number(Int(Int64.max)),
            ],
            "example": 1,
        ],
        "IdempotencyKey": [
            "name": .string(IdempotencyKey.field), "in": "header",
            "description": .string(
                "A name for this request, so that it can be sent again without its being carried out again. What was "
                    + "answered when it was carried out is kept for \(IdempotencyRecord.lifetimeHours) hours, for the same "
                    + "caller, method and route. Refusals are not kept: they change nothing."),
            "schema": [
                "description": "In quotation marks, or bare without comma, quotation mark and backslash.",
                "type": "string", "pattern": .string(keyPattern),
            ],
            "example": "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"",
        ],
        "IfMatch": [
            "name": "If-Match", "in": "header",
            "description": "Only if the record has one of these entity tags; `*` stands for any.",
            "schema": ["type": "string", "pattern": .string(tagsPattern)], "example": "*",
        ],
        "IfNoneMatch": [
            "name": "If-None-Match", "in": "header",
            "description": "Only if the record has none of these entity tags.",
            "schema": ["type": "string", "pattern": .string(tagsPattern)], "example": Examples.etag,
        ],
        "DryRun": [
            "name": "dryRun", "in": "query",
            "description": .string(
                "To be answered as if, with `changes`, and nothing changed. The name may come in any case. A request that "
                    + "asks for a dry run in another way is refused."),
            "schema": ["type": "boolean"],
            "examples": ["dryRun": ["value": true], "change": ["value": false]],
        ],
        "Key": [
            "name": "key", "in": "path", "required": true, "description": "The Idempotency-Key of the request.",
            "schema": [
                "description": "Without quotation marks. A slash cannot be sent in a path.", "type": "string",
                "minLength": 1, "maxLength": .number(IdempotencyKey.maximumLength), "pattern": "^[ -.0-~]+$",
            ],
            "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
        ],
        "Status": [
            "name": "status", "in": "query", "description": "Only work orders of this status.",
            "schema": WorkOrders.statusSchema, "example": "pending",
        ],
        "Limit": [
            "name": "limit", "in": "query", "description": "How many at the most.",
            "schema": [
                "type": "integer", "minimum": 1, "maximum": .number(WorkOrders.maximumLimit),
                "default": .number(WorkOrders.defaultLimit),
            ],
            "example": 20,
        ],
        "Cursor": [
            "name": "cursor", "in": "query",
            "description": "The `nextCursor` of the page before; left out for the first page.",
            "schema": ["type": "string", "pattern": .string(cursorPattern)], "example": .string(Examples.cursor),
        ],
    ]

    /// 1 to 255 printable characters as a string of RFC 8941, or bare.
    private static let keyPattern: String = {
        let length = IdempotencyKey.maximumLength
        let bare = #"[!#-+\--\[\]-~]"#
        let bareOrSpace = #"[ !#-+\--\[\]-~]"#
        return "^(\"([ !#-\\[\\]-~]|\\\\[\"\\\\]){1,\(length)}\"|\(bare)(\(bareOrSpace){0,\(length - 2)}\(bare))?)$"
    }()

    /// `*` or a list of entity tags (RFC 9110 §13.1.1).
    private static let tagsPattern = #"^(\*|(W/)?"[!#-~]*"(, ?(W/)?"[!#-~]*")*)$"#

    /// A version of 64 bits and the number of its lists, or the hints of version 0.1; see `PageCursor`.
    private static let cursorPattern = "^[0-3]?[0-9a-z]{1,12}(_[01]?[0-9a-z]{1,6}|(-[0-9a-z]{1,6}){1,32})?$"

    static let headers: JSONObject = [
        "ETag": [
            "description": "A strong entity tag of the record that is shown; in a dry run, of the record as it stands.",
            "schema": ["type": "string"],
        ],
        "Cancellation-Event": [
            "description": .string(
                "The id of the event that tells of the cancel, and its place among all events, `ID;sequence=PLACE`; `ID` "
                    + "alone where the store puts events in order later."),
            "schema": ["type": "string"],
        ],
        "Cancellation-Proof": [
            "description": "A hash over the cancel and what it follows, where the store keeps a chain of them.",
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
            "content": [
                "application/json": [
                    // Any other JSON is ignored (C7).
                    "schema": ["properties": ["reason": Schemas.reason]],
                    "example": ["reason": "Customer called it off"],
                ]
            ],
        ],
        "CancelJobs": bulk(Schemas.jobID, ["J-1001", "J-1002"]),
        "CancelWorkOrders": bulk(WorkOrders.idSchema, [28, 29]),
        "SetStatus": [
            "required": true,
            "description": "The status to set. A `reason` is kept with it.",
            "content": [
                "application/json": [
                    "schema": [
                        "type": "object", "required": ["status"],
                        "properties": ["status": WorkOrders.statusSchema, "reason": Schemas.reason],
                    ],
                    "example": ["status": "cancelled", "reason": "Tenant moved out"],
                ]
            ],
        ],
    ]

    private static func bulk(_ id: JSONValue, _ example: JSONValue) -> JSONValue {
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
                    ],
                    "example": ["ids": example, "reason": "Storm warning"],
                ]
            ],
        ]
    }
}
