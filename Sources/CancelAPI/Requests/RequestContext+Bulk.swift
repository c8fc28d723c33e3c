import HTTPMessage
import JSON

/// A request to cancel several.
enum Bulk {
    static let maximumIDs = 100
}

extension Call {
    /// The `ids` of a bulk request, in their order. `form` says what one has to be.
    func ids<ID>(
        in body: JSONValue?, _ form: String, _ parse: (JSONValue) -> ID?
    ) throws(Failure) -> [(json: JSONValue, id: ID)] {
        guard let elements = body?.object?["ids"]?.array, 1...Bulk.maximumIDs ~= elements.count else {
            throw .problem(
                .badRequest("The body must be an object whose \"ids\" is a list of 1 to \(Bulk.maximumIDs) ids."))
        }
        var ids: [(json: JSONValue, id: ID)] = []
        for (index, element) in elements.enumerated() {
            guard let id = parse(element) else { throw .problem(.badRequest("ids[\(index)] must be \(form).")) }
            ids.append((element, id))
        }
        return ids
    }

    /// As for one record, but on no condition.
    func mannerForSeveral() throws(Failure) -> Manner {
        let manner = try manner()
        guard manner.preconditions.areNone else {
            throw .problem(
                .badRequest("If-Match and If-None-Match speak of one record: leave them out where there are several."))
        }
        return manner
    }
}
