import HTTPMessage
import JSON

/// A whole answer: what a caller sees.
struct Answer: Equatable, CustomStringConvertible {
    let status: Int
    /// In their order, as `Name: value`, without `marks`.
    let fields: [String]
    let body: String
    /// What is different for every record and every event: `ETag` and the fields of a receipt.
    private(set) var marks: [String: String] = [:]

    static func == (one: Answer, other: Answer) -> Bool {
        one.status == other.status && one.fields == other.fields && one.body == other.body
    }

    init(_ status: Int, _ body: String, _ mediaType: String = "application/json", fields: [String] = []) {
        self.status = status
        self.fields = ["Content-Type: " + mediaType] + fields
        self.body = body
    }

    init(_ response: Response) {
        status = response.status.code
        let marking = ["ETag", "Cancellation-Event", "Cancellation-Proof"]
        for field in response.fields.fields where marking.contains(field.name) { marks[field.name] = field.value }
        fields = response.fields.fields.filter { !marking.contains($0.name) }.map { "\($0.name): \($0.value)" }
        body = String(decoding: response.body, as: UTF8.self)
    }

    var description: String { "\(status) \(fields) \(body)" }

    var json: JSONObject { (try? JSONValue(parsing: Array(body.utf8)))?.object ?? [:] }

    static let noToken = ["WWW-Authenticate: Bearer"]
    static let badToken = [#"WWW-Authenticate: Bearer error="invalid_token""#]
}

// Contract 1.
extension Answer {
    static let canceled = Answer(200, #"{"success":true}"#)

    static func error(_ status: Int, _ sentence: String, fields: [String] = []) -> Answer {
        Answer(status, #"{"error":"\#(sentence)"}"#, fields: fields)
    }
}

// Contract 2, and paths of no contract.
extension Answer {
    static func problem(
        _ status: Int, _ type: String, _ title: String, _ detail: String, at instance: String, fields: [String] = []
    ) -> Answer {
        let body: JSONObject = [
            "type": .string("/problems/" + type), "title": .string(title), "status": .number(status),
            "detail": .string(detail), "instance": .string(instance),
        ]
        return Answer(
            status, String(decoding: body.bytes, as: UTF8.self), "application/problem+json", fields: fields)
    }
}

// Contract 3.
extension Answer {
    static func failure(_ status: Int, _ message: String, fields: [String] = []) -> Answer {
        let body: JSONObject = ["success": false, "message": .string(message)]
        return Answer(status, String(decoding: body.bytes, as: UTF8.self), fields: fields)
    }

    static func updated(_ workOrder: String) -> Answer {
        Answer(200, #"{"success":true,"message":"Work order status updated successfully","data":\#(workOrder)}"#)
    }

    static func found(_ data: String) -> Answer { Answer(200, #"{"success":true,"data":\#(data)}"#) }

    static let workOrderNotFound = failure(404, "Work order not found")
    static let notPermitted = failure(403, "You do not have permission to update this work order.")
    static let staffMayNot = failure(403, "Staff users cannot cancel work orders. Contact an administrator.")
    static let alreadyCancelled = failure(
        400, "Cancelled work orders cannot be reactivated. Please create a new work order if needed.")
    static let notOneOfFour = failure(
        400, #""status" must be one of pending, in-progress, completed, cancelled."#)
}
