import HTTPMessage
import JSON

/// A request to cancel several records.
enum Bulk {
    static let maximumIDs = 100
}

extension RequestContext {
    /// The `ids` of a bulk request, in their order. `form` describes a valid id for the error text.
    func ids<ID>(
        in body: JSONValue?, _ form: String, _ parse: (JSONValue) -> ID?
    ) throws(RequestError) -> [(json: JSONValue, id: ID)] {
        guard let elements = body?.object?["ids"]?.array, 1...Bulk.maximumIDs ~= elements.count else {
            throw .problem(.badIDs)
        }
        var ids: [(json: JSONValue, id: ID)] = []
        for (index, element) in elements.enumerated() {
            guard let id = parse(element) else { throw .problem(.badRequest("ids[\(index)] must be \(form).")) }
            ids.append((element, id))
        }
        return ids
    }

    /// The options of a bulk request, which has no preconditions.
    func bulkOptions(_ body: JSONValue?) throws(RequestError) -> ChangeOptions {
        let options = try changeOptions(body)
        guard options.preconditions.areNone else {
            throw .problem(
                .badRequest("If-Match and If-None-Match speak of one record: leave them out where there are several."))
        }
        return options
    }
}
