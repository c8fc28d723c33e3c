import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

extension WorkOrders {
    static let maximumLimit = 200
    static let defaultLimit = 50

    /// Newest change first, with a cursor to go on behind (R3.8).
    static func list(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        let status = try status(call)
        let limit = try limit(call)
        let cursor = try cursor(call)
        let lists = try wideAccess(of: principal, call).visibleLists(status)
        let page = try call.ask { store throws(StoreError) in
            try store.page(of: lists, after: cursor, limit: limit)
        }
        return Response(
            .ok, .json,
            [
                "success": true,
                "data": .array(page.records.map { .object($0.record.document) }),
                "nextCursor": page.next.map { "\($0)" } ?? .null,
            ])
    }

    private static func status(_ call: Call) throws(Failure) -> WorkOrder.Status? {
        guard let text = try call.parameter("status") else { return nil }
        guard let status = WorkOrder.Status(rawValue: text) else { throw .problem(.unknownStatus) }
        return status
    }

    private static func limit(_ call: Call) throws(Failure) -> Int {
        guard let text = try call.parameter("limit") else { return defaultLimit }
        guard let limit = Int(text), 1...maximumLimit ~= limit else {
            throw .problem(.badRequest("\"limit\" must be an integer from 1 to \(maximumLimit)."))
        }
        return limit
    }

    private static func cursor(_ call: Call) throws(Failure) -> PageCursor? {
        guard let text = try call.parameter("cursor") else { return nil }
        guard let cursor = PageCursor(text) else {
            throw .problem(.badRequest("\"cursor\" must be the nextCursor of an earlier answer."))
        }
        return cursor
    }
}
