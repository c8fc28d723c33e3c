import Cancellation
import JSON

extension WorkOrders {
    static var schemas: JSONObject {
        [
            "WorkOrder": [
                "description": "The work order as it stands, with whatever else its record holds.",
                "type": "object", "required": ["id", "status"],
                "properties": [
                    "id": idSchema, "status": statusSchema,
                    "client_id": ["type": ["integer", "null"]],
                    "authorized_email": ["type": ["string", "null"]],
                    "updatedAt": ["description": "When it was changed last; as it was imported, before any change."],
                ],
            ],
            "WorkOrderNote": [
                "description": "A note on a work order, with whatever else its record holds.",
                "type": "object", "required": ["id", "work_order_id", "note"],
                "properties": [
                    "id": ["type": "string"], "work_order_id": idSchema, "note": ["type": "string"],
                    // Whatever an import brought; the program's own notes have an id, an id or null, and times.
                    "created_by": [:], "client_id": [:], "createdAt": [:], "updatedAt": [:],
                ],
            ],
            "Summary": [
                "description": "How many work orders the caller may see, by status.",
                "type": "object", "required": .array((statuses + ["total"]).map { .string($0) }),
                "properties": .object(
                    JSONObject((statuses + ["total"]).map { ($0, ["type": "integer", "minimum": 0]) })),
                "additionalProperties": false,
            ],
        ]
    }

    private static let statuses = WorkOrder.Status.allCases.map { $0.rawValue }

    static let statusSchema: JSONValue = ["type": "string", "enum": .array(statuses.map { .string($0) })]

    static let idSchema: JSONValue = ["type": "integer", "minimum": 1, "maximum": .number(WorkOrderID.maximum)]

    /// The schema of an answer: `success`, `data`, and the members beside them.
    static func answer(
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
}
