import HTTPMessage
import JSON

extension RuntimeCall {
    private static let version = "/2018-06-01"

    var method: Method { self == .next ? .get : .post }

    var path: String {
        switch self {
        case .next: Self.version + "/runtime/invocation/next"
        case .response(let id, _): Self.version + "/runtime/invocation/\(id.text)/response"
        case .initError: Self.version + "/runtime/init/error"
        }
    }

    private var body: [UInt8] {
        switch self {
        case .next: []
        case .response(_, let answer): answer
        case .initError(let error):
            (["errorMessage": .string(error.message), "errorType": .string(error.type), "stackTrace": []]
                as JSONObject).bytes
        }
    }

    /// The call as an HTTP/1.1 request (RFC 9112).
    func request(host: String) -> [UInt8] {
        var head = "\(method.name) \(path) HTTP/1.1\r\nHost: \(host)\r\nUser-Agent: countermand\r\n"
        let body = body
        if method == .post { head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
        if case .initError(let error) = self { head += "Lambda-Runtime-Function-Error-Type: \(error.type)\r\n" }
        return Array(head.utf8) + [UInt8(ascii: "\r"), UInt8(ascii: "\n")] + body
    }
}
