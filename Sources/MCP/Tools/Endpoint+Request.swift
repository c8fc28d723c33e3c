import HTTPMessage
import JSON

/// Why arguments are refused, for the model to correct them.
struct ArgumentError: Error {
    let sentence: String
}

extension Endpoint {
    /// The request that the arguments ask for. An argument that is not known is refused: it may have been meant to keep the
    /// request from doing what it does. What the values may be is for the request's own route to say.
    func request(_ given: JSONObject) throws(ArgumentError) -> Request {
        for member in given.members where !arguments.contains(where: { $0.name == member.name }) {
            let names = arguments.map { $0.name }.joined(separator: ", ")
            throw ArgumentError(
                sentence: "The argument \"\(member.name.excerpt)\" is unknown: this tool takes only \(names).")
        }
        var segments = segments
        var query: [Query.Parameter] = []
        var fields = HeaderFields()
        var body: JSONObject = [:]
        for argument in arguments {
            guard let value = given[argument.name] else {
                if argument.isRequired {
                    throw ArgumentError(sentence: "The argument \"\(argument.name)\" is missing.")
                }
                continue
            }
            switch argument.place {
            case .path:
                let text = try argument.text(value)
                segments = segments.map { $0 == "{\(argument.name)}" ? text : $0 }
            case .query: query.append(Query.Parameter(name: argument.name, value: try argument.text(value)))
            case .header: fields.append(argument.name, try argument.text(value))
            case .body: body[argument.name] = value
            }
        }
        if hasBody { fields.append("Content-Type", MediaType.json.contentType) }
        return Request(
            method, Path(segments: segments), query: Query(query), fields: fields,
            body: hasBody ? .bytes(body.bytes) : .none)
    }
}

extension Argument {
    fileprivate func text(_ value: JSONValue) throws(ArgumentError) -> String {
        switch value {
        case .string(let text): return text
        case .number(let number): return number.digits
        case .bool(let bool): return bool ? "true" : "false"
        default: throw ArgumentError(sentence: "The argument \"\(name)\" must be a string or a number.")
        }
    }
}
