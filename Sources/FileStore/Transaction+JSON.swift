import Cancellation
import JSON

// What a line of the journal holds.

extension Transaction {
    var json: JSONObject {
        var json: JSONObject = ["at": "\(at)"]
        json["records"] = .array(writes.map { .object($0.record.json) })
        if !audit.isEmpty { json["audit"] = .array(audit.map { .object($0.json) }) }
        if !events.isEmpty { json["events"] = .array(events.map { .object($0.json) }) }
        return json
    }

    /// The records and events of a line; which versions they replaced and who answers for them is not read back. `nil`
    /// where the line is not of this form.
    init?(json: JSONValue) {
        guard let json = json.object, let at = json["at"]?.string.flatMap(Timestamp.init),
            let records = json["records"]?.array
        else { return nil }
        var writes: [Write] = []
        for record in records {
            guard let record = record.object.flatMap(Record.init(json:)) else { return nil }
            writes.append(Write(record, replacing: nil))
        }
        guard let events = Event.list(json["events"]) else { return nil }
        self.init(at: at, writes: writes, events: events)
    }
}

extension Record {
    fileprivate var json: JSONObject {
        [
            "kind": .string(key.kind.name),
            "id": .string(key.id),
            "status": .string(status),
            "scopes": .array(scopes.map { .string($0.name) }),
            "document": .object(document),
        ]
    }

    fileprivate init?(json: JSONObject) {
        guard let kind = json["kind"]?.string, let id = json["id"]?.string, let status = json["status"]?.string,
            let scopes = json["scopes"]?.array, let document = json["document"]?.object
        else { return nil }
        var names: [Scope] = []
        for scope in scopes {
            guard let name = scope.string else { return nil }
            names.append(Scope(name))
        }
        self.init(RecordKey(RecordKind(kind), id), status: status, scopes: names, document: document)
    }
}

extension Event {
    fileprivate var json: JSONObject {
        [
            "id": .string(id), "type": .string(type), "subject": .string(subject), "time": "\(time)",
            "data": .object(data),
        ]
    }

    fileprivate init?(json: JSONObject) {
        guard let id = json["id"]?.string, let type = json["type"]?.string, let subject = json["subject"]?.string,
            let time = json["time"]?.string.flatMap(Timestamp.init), let data = json["data"]?.object
        else { return nil }
        self.init(id: id, type: type, subject: subject, time: time, data: data)
    }

    fileprivate static func list(_ json: JSONValue?) -> [Event]? {
        guard let json else { return [] }
        guard let array = json.array else { return nil }
        var events: [Event] = []
        for element in array {
            guard let event = element.object.flatMap(Event.init(json:)) else { return nil }
            events.append(event)
        }
        return events
    }
}
