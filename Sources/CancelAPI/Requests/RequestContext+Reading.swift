import Cancellation
import HTTPMessage
import JSON
import Storage

extension RequestContext {
    /// Loads a record and has the contract decide whether the caller sees it. What is refused even where there is no
    /// record is refused without loading one (C4).
    func read<Content, Refusal: Error>(
        _ key: RecordKey, as parse: (JSONObject) throws(RecordError) -> Content,
        _ decide: (Content?) throws(Refusal) -> Content, _ problem: (Refusal) -> Problem
    ) throws(RequestError) -> Content {
        do { _ = try decide(nil) } catch {
            let problem = problem(error)
            if problem.status != .notFound { throw .problem(problem) }
        }
        var content: Content?
        if let document = try load([key]).first??.record.document {
            do { content = try parse(document) } catch { throw unreadable(key, error) }
        }
        do { return try decide(content) } catch { throw .problem(problem(error)) }
    }

    /// The answer that shows one record in `body`, with its entity tag: 304 or 412 if the preconditions say so.
    func show(
        _ document: JSONObject, _ preconditions: Preconditions, _ body: (JSONObject) -> JSONObject
    ) throws(RequestError) -> Response {
        let tag = EntityTag(document)
        let fields = [("ETag", "\(tag)")]
        switch preconditions.evaluate(tag, isRead: true) {
        case .failed: throw .problem(.preconditionFailed)
        case .notModified: return Response(.notModified, fields: fields)
        case .holds: return Response(.ok, .json, .object(body(document)), fields: fields)
        }
    }
}
