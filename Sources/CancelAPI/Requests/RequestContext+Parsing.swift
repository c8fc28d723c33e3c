import ASCII
import Cancellation
import HTTPMessage
import JSON

// What a request says, refused with 400 where it has another shape (rulings C5, C7, C8).
extension RequestContext {
    func jobID() throws(RequestError) -> JobID {
        guard let id = JobID(pathParameter) else { throw .problem(.badJobID) }
        return id
    }

    func workOrderID() throws(RequestError) -> WorkOrderID {
        guard let id = WorkOrderID(pathParameter) else { throw .problem(.badWorkOrderID) }
        return id
    }

    /// The body's document; nil without a body.
    func body() throws(RequestError) -> JSONValue? {
        let bytes: [UInt8]
        switch request.body {
        case .bytes(let read): bytes = read
        case .tooLarge: throw .problem(.bodyTooLarge)
        case .unreadable(let why): throw .problem(.badRequest(why))
        }
        if bytes.isEmpty { return nil }
        guard bytes.count <= Request.maximumBodyBytes else { throw .problem(.bodyTooLarge) }
        if let type = request.fields["Content-Type"], !MediaType.isJSON(type) { throw .problem(.notJSON) }
        do { return try JSONValue(parsing: bytes) } catch {
            throw .problem(.bodyNotJSON(error))
        }
    }

    /// The body's `reason`; nil if it is missing or null.
    func reason(in body: JSONValue?) throws(RequestError) -> Reason? {
        guard let given = body?.object?["reason"], !given.isNull else { return nil }
        guard let reason = given.string.flatMap(Reason.init) else {
            throw .problem(.badReason)
        }
        return reason
    }

    /// A query parameter; nil if it is missing. Refuses one that is given twice.
    func parameter(_ parameter: QueryParameter) throws(RequestError) -> String? {
        let given = request.query.parameters.filter { parameter.isNamed($0.name) }
        guard given.count <= 1 else { throw .problem(.badRequest("\"\(parameter.rawValue)\" may be given once.")) }
        return given.first?.value
    }

    /// The client in `X-Client-Context`; nil without the field (R3.4).
    func clientContext() throws(RequestError) -> Int? {
        let name = "X-Client-Context"
        let values = request.fields.values(name)
        let isUnusable = request.fields.isUnusable(name)
        if values.isEmpty, !isUnusable { return nil }
        // Two lines of one field are a list (RFC 9110 §5.3), and a list is not an integer. Ignoring a value that cannot be
        // read would show the caller every client.
        guard values.count == 1, !isUnusable, let client = Int(values[0][...].trimmingOptionalWhitespace) else {
            throw .problem(.badClientContext)
        }
        return client
    }
}
