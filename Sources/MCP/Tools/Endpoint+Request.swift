import HTTPMessage
import JSON

/// Why arguments are refused, for the model to correct them.
struct ArgumentError: Error {
    let sentence: String
}

extension Endpoint {
    /// The request that the arguments ask for. What their values may be is for the request's own route to say.
    func request(_ given: JSONObject) throws(ArgumentError) -> Request {
        try refuseUnknown(given)
        var segments = segments
        var query: [Query.Parameter] = []
        var fields = HeaderFields()
        var body: JSONObject = [:]
        for argument in arguments {
            guard let value = given[argument.name] else {
                if argument.isRequired { throw argument.error("is missing.") }
                continue
            }
            if argument.place == .body {
                body[argument.name] = value
                continue
            }
            let text = try argument.text(value)
            switch argument.place {
            case .query: query.append(Query.Parameter(name: argument.name, value: text))
            case .header: fields.append(argument.name, text)
            // A path has one name at most.
            default: for index in segments.indices where segments[index].isPlaceholder { segments[index] = text }
            }
        }
        if hasBody { fields.append("Content-Type", MediaType.json.contentType) }
        return Request(
            method, Path(segments: segments), query: Query(query), fields: fields,
            body: hasBody ? .bytes(body.bytes) : .none)
    }

    /// An argument that is not known may have been meant to keep the request from doing what it does.
    private func refuseUnknown(_ given: JSONObject) throws(ArgumentError) {
        for member in given.members where !arguments.contains(where: { $0.name == member.name }) {
            let names = arguments.map { $0.name }.joined(separator: ", ")
            throw ArgumentError(
                sentence: "The argument \"\(member.name.excerpt)\" is unknown: this tool takes only \(names).")
        }
    }
}

extension Argument {
    fileprivate func error(_ problem: String) -> ArgumentError {
        ArgumentError(sentence: "The argument \"\(name)\" \(problem)")
    }

    fileprivate func text(_ value: JSONValue) throws(ArgumentError) -> String {
        switch value {
        case .string(let text): return text
        case .number(let number): return number.digits
        case .bool(let bool): return bool ? "true" : "false"
        default: throw error("must be a string or a number.")
        }
    }
}
