import HTTPMessage
import JSON
import TestSupport

/// A whole answer: what a caller sees.
struct Answer: Equatable, CustomStringConvertible {
    let status: Int
    /// In their order, as `Name: value`.
    let fields: [String]
    let body: String

    init(_ status: Int, _ body: String, _ mediaType: String = "application/json", fields: [String] = []) {
        self.status = status
        self.fields = ["Content-Type: " + mediaType] + fields + [Self.unstored]
        self.body = body
    }

    init(_ response: Response) {
        status = response.status.code
        fields = response.fields.fields.map { "\($0.name): \($0.value)" }
        body = String(decoding: response.body, as: UTF8.self)
    }

    var description: String { "\(status) \(fields) \(body)" }

    var json: JSONObject { (try? JSONValue(parsing: Array(body.utf8)))?.object ?? [:] }

    /// The fields that are different for every record and every event, by their names.
    var marks: [String: String] {
        var marks: [String: String] = [:]
        for name in ["ETag", "Cancellation-Event", "Cancellation-Proof"] {
            let values = fields.filter { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
            if !values.isEmpty { marks[name] = values.joined(separator: " and again ") }
        }
        return marks
    }

    /// The field of an answer that shows this record.
    static func tag(_ record: String) -> String { "ETag: " + entityTag(of: Array(record.utf8)) }

    /// The field of the answer to a cancel; `number` is the event's place in the list of all.
    static func event(_ id: String, _ number: Int) -> String {
        let digits = String(number)
        return "Cancellation-Event: \(id);sequence=" + String(repeating: "0", count: 20 - digits.count) + digits
    }

    /// The field of an answer that says that the store failed.
    static func retryAfter(_ status: Int) -> [String] { status == 503 ? ["Retry-After: 1"] : [] }

    /// The last field of every answer.
    static let unstored = "Cache-Control: no-store"

    static let noToken = ["WWW-Authenticate: Bearer"]
    static let badToken = [#"WWW-Authenticate: Bearer error="invalid_token""#]
}

// Contract 1.
extension Answer {
    /// The first cancel over a `TestAPI`.
    static let canceled = Answer(200, #"{"success":true}"#, fields: [event("id-1", 1)])
    static let canceledAlready = Answer(200, #"{"success":true}"#)

    static func error(_ status: Int, _ sentence: String, fields: [String] = []) -> Answer {
        Answer(status, #"{"error":"\#(sentence)"}"#, fields: fields)
    }
}

// Refusals of contract 2, and of paths of no contract.
extension Answer {
    static func problem(
        _ status: Int, _ type: String, _ title: String, _ detail: String, at instance: String, fields: [String] = []
    ) -> Answer {
        let body: JSONObject = [
            "type": .string("/problems/" + type), "title": .string(title), "status": .number(status),
            "detail": .string(detail), "instance": .string(instance),
        ]
        return Answer(
            status, String(decoding: body.bytes, as: UTF8.self), "application/problem+json",
            fields: fields + retryAfter(status))
    }
}

// Contract 2.
extension Answer {
    /// The first cancel over a `TestAPI`.
    static func cancelled(job: String) -> Answer { Answer(200, job, fields: [tag(job), event("id-1", 1)]) }
}

// Contract 3.
extension Answer {
    static func failure(_ status: Int, _ message: String, fields: [String] = []) -> Answer {
        let body: JSONObject = ["success": false, "message": .string(message)]
        return Answer(status, String(decoding: body.bytes, as: UTF8.self), fields: fields + retryAfter(status))
    }

    /// `event` is the field of a cancel.
    static func updated(_ workOrder: String, event: [String] = []) -> Answer {
        Answer(
            200, #"{"success":true,"message":"Work order status updated successfully","data":\#(workOrder)}"#,
            fields: [tag(workOrder)] + event)
    }

    /// The first cancel over a `TestAPI`.
    static func cancelled(workOrder: String) -> Answer { updated(workOrder, event: [event("id-1", 1)]) }

    static func found(workOrder: String) -> Answer {
        Answer(200, #"{"success":true,"data":\#(workOrder)}"#, fields: [tag(workOrder)])
    }

    /// What is no record of its own.
    static func found(_ data: String) -> Answer { Answer(200, #"{"success":true,"data":\#(data)}"#) }

    static let workOrderNotFound = failure(404, "Work order not found")
    static let notPermitted = failure(403, "You do not have permission to update this work order.")
    static let staffMayNot = failure(403, "Staff users cannot cancel work orders. Contact an administrator.")
    static let alreadyCancelled = failure(
        400, "Cancelled work orders cannot be reactivated. Please create a new work order if needed.")
    static let notOneOfFour = failure(
        400, #""status" must be one of pending, in-progress, completed, cancelled."#)
}
