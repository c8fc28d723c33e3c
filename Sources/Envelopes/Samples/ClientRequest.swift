import ASCII
import HTTPMessage
import JSON

/// A request as a client sends it, to be put into the form in which a platform passes it on.
package struct ClientRequest: Sendable {
    let method: String
    /// Percent-encoded.
    let path: String
    /// Without the question mark; percent-encoded.
    let query: String
    let fields: [(name: String, value: String)]
    let body: [UInt8]
    /// The template of the route at the path, such as `/jobs/{id}`; nil if there is none.
    let template: String?

    /// `target` is a path, with a query behind `?` if there is one.
    package init(
        _ method: String, target: String, fields: [(name: String, value: String)], body: [UInt8], template: String?
    ) {
        self.method = method
        let target = target.utf8
        let mark = target.firstIndex(of: UInt8(ascii: "?"))
        path = String(Substring(target[..<(mark ?? target.endIndex)]))
        query = mark.map { String(Substring(target[$0...].dropFirst())) } ?? ""
        self.fields = fields
        self.body = body
        self.template = template
    }
}

extension ClientRequest {
    var bodyText: String { String(decoding: body, as: UTF8.self) }

    var decodedPath: String { Path(path).description }

    /// The parameters of the query with their values: decoded, or as they were sent.
    func parameters(isDecoded: Bool) -> [(name: String, value: String)] {
        if isDecoded { return Query(encoded: query).parameters.map { ($0.name, $0.value) } }
        return query.utf8.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (String(Substring(parts[0])), parts.count > 1 ? String(Substring(parts[1])) : "")
        }
    }

    /// What the route's template has in braces, with the segments in their places; nil without any.
    var pathParameters: JSONObject? {
        guard let template else { return nil }
        var parameters: JSONObject = [:]
        for (name, value) in zip(Path(template).segments, Path(path).segments)
        where name.utf8.first == UInt8(ascii: "{") {
            parameters[String(name.dropFirst().dropLast())] = .string(value)
        }
        return parameters.isEmpty ? nil : parameters
    }

    /// The fields of the client and those that a platform adds, by name; the client's win. In lower case unless `keepsCase`.
    func fields(adding others: [(String, String)], keepsCase: Bool = false) -> [(name: String, value: String)] {
        let own = keepsCase ? fields : fields.map { ($0.name.asciiLowercased, $0.value) }
        let added = others.filter { other in !fields.contains { $0.name.equalsIgnoringASCIICase(other.0) } }
        // Platforms list them in no order that means anything; sorted, they are found faster.
        return (own + added.map { (name: $0.0, value: $0.1) }).sorted { $0.name < $1.name }
    }
}

extension JSONObject {
    /// A map of strings; the values of a repeated name are joined with commas.
    static func joined(_ pairs: [(name: String, value: String)]) -> JSONObject {
        var map: JSONObject = [:]
        for pair in pairs {
            let before = map[pair.name]?.string.map { $0 + "," } ?? ""
            map[pair.name] = .string(before + pair.value)
        }
        return map
    }

    /// A map of strings; of a repeated name the last value.
    static func last(_ pairs: [(name: String, value: String)]) -> JSONObject {
        JSONObject(pairs.map { ($0.name, .string($0.value)) })
    }

    /// A map of lists.
    static func listed(_ pairs: [(name: String, value: String)]) -> JSONObject {
        var map: JSONObject = [:]
        for pair in pairs { map[pair.name] = .array((map[pair.name]?.array ?? []) + [.string(pair.value)]) }
        return map
    }
}
