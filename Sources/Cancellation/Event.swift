import JSON

/// Something that happened, for others to hear of: part of the transaction that made it happen.
package struct Event: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case cleaningJobCanceled = "CleaningJobCanceled"
        case jobCancelled = "JobCancelled"
        case workOrderCancelled = "WorkOrderCancelled"
        case workOrderStatusChanged = "WorkOrderStatusChanged"
    }

    /// Unique for ever.
    package let id: String
    package let type: String
    /// What it is about: `<kind>/<id>`.
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

    init(_ kind: Kind, _ intent: Intent, _ subject: RecordKey, data: JSONObject) {
        self.init(id: intent.id, type: kind.rawValue, subject: "\(subject)", time: intent.at, data: data)
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

/// A place in a store's sequence of events.
package struct EventCursor: Hashable, Comparable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }

    package init?(_ text: String) {
        guard let number = UInt64(text), text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        self.number = number
    }

    package static func < (one: EventCursor, other: EventCursor) -> Bool { one.number < other.number }
}

extension EventCursor: CustomStringConvertible {
    /// Twenty digits, so that cursors sort as text as they do as numbers.
    package var description: String {
        let digits = String(number)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }
}
