import Cancellation
import HTTPMessage
import JSON

extension WorkOrders {
    static let maximumLimit = 200
    static let defaultLimit = 50

    /// Newest change first, with a cursor to go on behind (R3.8).
    static func list(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        let status = try status(call)
        let limit = try limit(call)
        let bound = try bound(call)
        let access = try wideAccess(of: principal, call)
        var entries = try entries(in: access.visibleScopes, status, below: bound, limit: limit + 1, call)
        let isLast = entries.count <= limit
        entries = Array(entries.prefix(limit))
        var data: [JSONValue] = []
        for entry in entries {
            let stored = try call.ask { store throws(StoreError) in try store.load(entry.key) }
            // One that has changed since the page was read is no longer where the page has it.
            if let stored, stored.version == entry.version { data.append(.object(stored.record.document)) }
        }
        let next = isLast ? nil : entries.last.map { JSONValue.string(String($0.version.number)) }
        return Response(.ok, .json, ["success": true, "data": .array(data), "nextCursor": next ?? .null])
    }

    /// The newest `limit` of all scopes together; one that is in two of them comes once.
    private static func entries(
        in scopes: [Scope], _ status: WorkOrder.Status?, below bound: Version?, limit: Int, _ call: Call
    ) throws(Failure) -> [PageEntry] {
        var merged: [PageEntry] = []
        for scope in scopes {
            let page = try call.ask { store throws(StoreError) in
                try store.page(of: WorkOrder.kind, in: scope, status: status?.rawValue, below: bound, limit: limit)
            }
            merged += page.filter { !merged.contains($0) }
        }
        if scopes.count > 1 { merged.sort { $0.version > $1.version } }
        return Array(merged.prefix(limit))
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

    private static func bound(_ call: Call) throws(Failure) -> Version? {
        guard let text = try call.parameter("cursor") else { return nil }
        guard let number = UInt64(text) else {
            throw .problem(.badRequest("\"cursor\" must be the nextCursor of an earlier answer."))
        }
        return Version(number)
    }
}
