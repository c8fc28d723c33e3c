import JSON
import Storage

/// An event, as the OpenAPI document describes it: a CloudEvent that is sent to whoever wants to know.
struct Webhook {
    let type: String
    let summary: String
    let description: String
    /// The properties of the event's `data`, all of which are there, besides `actor`.
    let data: JSONObject
    /// A record as `KIND/ID`, and the event's `data`.
    let example: (subject: String, data: JSONObject)

    func json(_ tag: Tag) -> JSONObject {
        [
            "post": [
                "tags": [.string(tag.name)],
                "operationId": .string("on\(type)"),
                "summary": .string(summary),
                "description": .string(
                    description + " In the order of `sequence`, as `countermand events` prints it; an event may come "
                        + "more than once, with the same `id`."),
                "security": [],
                "requestBody": [
                    "required": true,
                    "content": [
                        "application/cloudevents+json": ["schema": schema, "example": .object(exampleEvent)]
                    ],
                ],
                "responses": ["2XX": ["description": "The event has arrived."]],
            ]
        ]
    }

    private var schema: JSONValue {
        var properties = data
        properties["actor"] = [
            "description": "Who acted.", "type": "object", "required": ["id", "name"],
            "properties": ["id": ["type": "string"], "name": ["type": "string"]],
        ]
        return [
            "type": "object",
            "required": .array(exampleEvent.members.map { .string($0.name) }),
            "properties": [
                "specversion": ["const": "1.0"],
                "id": ["type": "string", "minLength": 1],
                "source": ["type": "string", "format": "uri-reference"],
                "type": ["const": .string(type)],
                "subject": ["type": "string"],
                "time": Schemas.time,
                "datacontenttype": ["const": "application/json"],
                "sequence": ["type": "string", "pattern": "^[0-9]{20}$"],
                "data": [
                    "type": "object", "required": .array(properties.members.map { .string($0.name) }),
                    "properties": .object(properties),
                ],
            ],
        ]
    }

    private var exampleEvent: JSONObject {
        var data = example.data
        data["actor"] = ["id": "7", "name": "Ada Admin"]
        let event = Event(
            id: "d0222ea8-82af-462b-871a-447089bfde07", type: type, subject: example.subject,
            time: Timestamp(millisecondsSince1970: 1_760_956_200_123), data: data)
        return event.cloudEvent(at: EventCursor(1028))
    }
}
