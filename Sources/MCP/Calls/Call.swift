import HTTPMessage
import JSON

/// The call of a tool, with the request that its arguments come to.
struct Call {
    let tool: Tool
    let request: Request
    /// The argument `confirmation`, of a change.
    let confirmation: String?

    var digest: CallDigest { CallDigest(request) }

    init(_ tool: Tool, _ arguments: JSONObject) throws(ArgumentError) {
        var arguments = arguments
        var confirmation: JSONValue?
        if tool.action == .change {
            confirmation = arguments[Tool.confirmation]
            arguments[Tool.confirmation] = nil
        }
        self.tool = tool
        self.confirmation = confirmation?.string
        request = try tool.endpoint.request(arguments)
    }

    /// The request for the record that a change is about.
    func recordRequest(_ record: Endpoint) -> Request {
        var read = request
        read.method = record.method
        read.path = Path(segments: Array(request.path.segments[..<record.segments.count]))
        read.body = .none
        return read
    }
}
