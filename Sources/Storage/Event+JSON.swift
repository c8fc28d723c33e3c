import JSON

// The form in which stores keep events.
extension Event {
    package var json: JSONObject {
        [
            "id": .string(id), "type": .string(type), "subject": .string(subject), "time": "\(time)",
            "data": .object(data),
        ]
    }

    package init?(json: JSONObject) {
        guard let id = json["id"]?.string, let type = json["type"]?.string, let subject = json["subject"]?.string,
            let time = json["time"]?.string.flatMap(Timestamp.init), let data = json["data"]?.object
        else { return nil }
        self.init(id: id, type: type, subject: subject, time: time, data: data)
    }
}
