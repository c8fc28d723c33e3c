import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

extension WorkOrders {
    static let maximumLimit = 200
    static let defaultLimit = 50

    /// Newest change first, with the cursor of the next page (R3.8).
    static func list(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate()
        let status = try status(context)
        let limit = try limit(context)
        let cursor = try cursor(context)
        let lists = try listAccess(of: principal, context).visibleLists(status)
        // A page of another list would be no continuation (C14).
        if let cursor, !cursor.isOf(lists) { throw .problem(.badCursor) }
        let page = try context.withStore { store throws(StoreError) in
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

    private static func status(_ context: RequestContext) throws(RequestError) -> WorkOrder.Status? {
        guard let text = try context.parameter(.status) else { return nil }
        guard let status = WorkOrder.Status(text) else {
            throw .problem(Problem(WorkOrder.Refusal.unknownStatus))
        }
        return status
    }

    private static func limit(_ context: RequestContext) throws(RequestError) -> Int {
        guard let text = try context.parameter(.limit) else { return defaultLimit }
        guard let limit = Int(text), 1...maximumLimit ~= limit else { throw .problem(.badLimit) }
        return limit
    }

    private static func cursor(_ context: RequestContext) throws(RequestError) -> PageCursor? {
        guard let text = try context.parameter(.cursor) else { return nil }
        guard let cursor = PageCursor(text) else { throw .problem(.badCursor) }
        return cursor
    }
}
