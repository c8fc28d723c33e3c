import JSON

/// Something that happened, for other systems. Committed in the transaction of the change that it reports.
package struct Event: Equatable, Sendable {
    /// Unique among all events of all stores.
    package let id: String
    package let type: String
    /// The record that changed, as `<kind>/<id>`.
    package let subject: String
    package let time: Timestamp
    package let data: JSONObject

    package init(id: String, type: String, subject: String, time: Timestamp, data: JSONObject) {
        self.id = id
        self.type = type
        self.subject = subject
        self.time = time
        self.data = data
    }
}

extension Event {
    /// The event as a CloudEvent (CloudEvents 1.0.2, JSON format). `sequence` (the extension of that name) is the cursor
    /// to go on behind.
    package func cloudEvent(at cursor: EventCursor) -> JSONObject {
        [
            "specversion": "1.0",
            "id": .string(id),
            "source": "/countermand",
            "type": .string(type),
            "subject": .string(subject),
            "time": "\(time)",
            "datacontenttype": "application/json",
            "sequence": "\(cursor)",
            "data": .object(data),
        ]
    }
}
