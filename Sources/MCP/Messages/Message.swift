import JSON

/// A message from the client: one line of JSON (JSON-RPC 2.0, https://www.jsonrpc.org/specification).
enum Message {
    case request(id: JSONValue, method: String, params: JSONObject)
    /// Is never answered.
    case notification(method: String, params: JSONObject)
    /// The answer to a request of the server; `result` is nil for an error.
    case response(id: JSONValue, result: JSONObject?)

    /// A line that is no message. `id` is null if it has none that can be read.
    struct Invalid: Error {
        let id: JSONValue
        let error: ProtocolError
    }

    /// `line` is nil for a line over the limit.
    init(_ line: [UInt8]?) throws(Invalid) {
        guard let line else { throw Invalid(id: .null, error: .invalidRequest("The line is too long.")) }
        let value: JSONValue
        do { value = try JSONValue(parsing: line) } catch {
            throw Invalid(id: .null, error: .unreadable("The line is not JSON: \(error)."))
        }
        // Batches were taken out of the protocol in its revision 2025-06-18.
        guard let object = value.object else {
            throw Invalid(id: .null, error: .invalidRequest("A message must be a JSON object, one to a line."))
        }
        try self.init(object)
    }

    private init(_ object: JSONObject) throws(Invalid) {
        let id = object["id"]
        let usableID = id.map(Self.isID) == true ? id : Optional.none
        func invalid(_ why: String) -> Invalid { Invalid(id: usableID ?? .null, error: .invalidRequest(why)) }
        guard object["jsonrpc"] == "2.0" else { throw invalid("\"jsonrpc\" must be \"2.0\".") }
        guard id == nil || usableID != nil else { throw invalid("\"id\" must be a string or an integer.") }
        guard let method = object["method"] else {
            guard let usableID, object["result"] != nil || object["error"] != nil else {
                throw invalid("A message must have a \"method\".")
            }
            self = .response(id: usableID, result: object["result"]?.object)
            return
        }
        guard let method = method.string else { throw invalid("\"method\" must be a string.") }
        guard let params = object["params"] else {
            self =
                usableID.map { .request(id: $0, method: method, params: [:]) }
                ?? .notification(method: method, params: [:])
            return
        }
        guard let usableID else {
            self = .notification(method: method, params: params.object ?? [:])
            return
        }
        guard let params = params.object else {
            throw Invalid(id: usableID, error: .invalidParams("\"params\" must be an object."))
        }
        self = .request(id: usableID, method: method, params: params)
    }

    private static func isID(_ value: JSONValue) -> Bool {
        switch value {
        case .string: true
        case .number(let number):
            number.digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-") }
        default: false
        }
    }
}
