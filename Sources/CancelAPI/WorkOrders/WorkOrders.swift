import ASCII
import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// Contract 3: changing the status. What is read stands in `WorkOrders+Reading.swift`.
enum WorkOrders {
    static func setStatus(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        let id = try call.workOrderID()
        let access = try access(of: principal, call)
        let body = try call.body()
        guard let status = body?.object?["status"]?.string else {
            throw .problem(
                .badRequest("The body must be an object whose \"status\" is one of \(WorkOrder.Status.names)."))
        }
        let intent = call.intent(of: principal, reason: try call.reason(in: body))
        let manner = try call.manner()
        let isCancel = status == WorkOrder.Status.cancelled.rawValue
        if isCancel, access.isStaffThatMayNotCancel { throw .problem(.staffMayNotCancel) }
        return try call.change(
            target(id, status, by: access, intent), by: principal, manner,
            Wording(showsRecord: true, hasReceipt: isCancel) { document in
                [
                    "success": true,
                    "message": "Work order status updated successfully",
                    "data": .object(document),
                ]
            })
    }

    /// Several at once.
    static func cancelEach(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        let access = try access(of: principal, call)
        let body = try call.body()
        let ids = try call.ids(in: body, WorkOrderID.form) { $0.integer.flatMap(WorkOrderID.init) }
        let reason = try call.reason(in: body)
        let manner = try call.mannerForSeveral()
        if access.isStaffThatMayNotCancel { throw .problem(.staffMayNotCancel) }
        let targets = ids.map { json, id in
            let intent = call.intent(of: principal, reason: reason)
            return (id: json, target: target(id, WorkOrder.Status.cancelled.rawValue, by: access, intent))
        }
        return try call.changeEach(targets, by: principal, manner) { ["success": true, "data": .array($0)] }
    }

    private static func target(
        _ id: WorkOrderID, _ status: String, by access: WorkOrderAccess, _ intent: Intent
    ) -> Target {
        Target(WorkOrder.key(id), orElse: .workOrderNotFound) { document throws(RecordError) in
            switch try WorkOrder(document).set(status: status, by: access, intent) {
            case .change(let change): .change(change)
            case .unchanged: .unchanged(document)
            case .refused(let refusal): .refused(Problem(refusal))
            }
        }
    }

    /// With `X-Client-Context` taken into account where it counts (R3.4).
    static func access(of principal: Principal, _ call: Call) throws(Failure) -> WorkOrderAccess {
        var context: Int?
        let name = "X-Client-Context"
        let given = call.request.fields.values(name)
        // What was left out for its value would leave the caller without its bounds.
        let isUnusable = call.request.fields.isUnusable(name)
        if WorkOrderAccess.isNarrowed(by: principal.roles), !given.isEmpty || isUnusable {
            // Two lines of one field are a list (RFC 9110 §5.3), and a list is no integer.
            guard given.count == 1, !isUnusable, let client = Int(given[0][...].trimmingOptionalWhitespace) else {
                throw .problem(.badRequest("\(name) must be a client id, an integer."))
            }
            context = client
        }
        return WorkOrderAccess(
            roles: principal.roles, email: principal.email, clientID: principal.clientID, clientContext: context)
    }
}

extension Problem {
    static let workOrderNotFound = Problem(
        .notFound, "work-order-not-found", "Work order not found", "Work order not found")

    static let workOrderNotPermitted = Problem(
        .forbidden, "not-permitted", "Not permitted", "You do not have permission to update this work order.")

    fileprivate static let staffMayNotCancel = Problem(
        .forbidden, "staff-may-not-cancel", "Staff may not cancel",
        "Staff users cannot cancel work orders. Contact an administrator.")

    fileprivate init(_ refusal: WorkOrder.Refusal) {
        switch refusal {
        case .notFound: self = .workOrderNotFound
        case .notPermitted: self = .workOrderNotPermitted
        case .cancelled:
            self.init(
                .badRequest, "work-order-cancelled", "Work order cancelled",
                "Cancelled work orders cannot be reactivated. Please create a new work order if needed.")
        case .unknownStatus: self = .unknownStatus
        }
    }

    static let unknownStatus = Problem.badRequest("\"status\" must be one of \(WorkOrder.Status.names).")
}

extension Dialect {
    static let workOrders = Dialect(
        mediaType: .json, schema: "Failure",
        body: { problem, _ in ["success": false, "message": .string(problem.detail)] },
        unauthenticated: { failure in
            Problem(
                .unauthorized, "unauthorized", "Unauthorized",
                failure == .missing ? "No token provided!" : "Unauthorized!")
        },
        storeFailed: Problem.storeFailed)
}
