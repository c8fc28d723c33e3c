import Cancellation
import JSON

/// The schemas that several contracts share, and parts to make others of.
enum Schemas {
    static let shared: JSONObject = [
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
            "description": "Why, in one sentence.",
            "type": "object", "required": ["error"], "properties": ["error": ["type": "string"]],
            "additionalProperties": false,
        ],
        "Failure": [
            "description": "Why, in one sentence.",
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
    ]

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

    static func reference(_ schema: String) -> JSONValue { ["$ref": "#/components/schemas/\(schema)"] }

    static let reason: JSONValue = [
        "type": ["string", "null"], "minLength": 1, "maxLength": .number(Reason.maximumLength),
        "description": "Why; kept in the audit entry and in the event.",
    ]

    static let jobID: JSONValue = [
        "type": "string", "minLength": 1, "maxLength": .number(JobID.maximumLength), "pattern": "^[A-Za-z0-9._~-]+$",
    ]

    static let time: JSONValue = ["type": "string", "format": "date-time"]
}
