import Cancellation
import HTTPMessage

extension WorkOrders {
    static let errorFormat = ErrorFormat(
        body: .failure, missingToken: "No token provided!", invalidToken: "Unauthorized!")

    static let updatedMessage = "Work order status updated successfully"
}

extension Problem {
    init(_ refusal: WorkOrder.Refusal) {
        switch refusal {
        case .staffMayNotCancel:
            self.init(
                .forbidden, "staff-may-not-cancel", "Staff may not cancel",
                "Staff users cannot cancel work orders. Contact an administrator.")
        case .notFound:
            self.init(.notFound, "work-order-not-found", "Work order not found", "Work order not found")
        case .notPermitted:
            self.init(
                .forbidden, "not-permitted", "Not permitted",
                "You do not have permission to update this work order.")
        case .cancelled:
            self.init(
                .badRequest, "work-order-cancelled", "Work order cancelled",
                "Cancelled work orders cannot be reactivated. Please create a new work order if needed.")
        case .unknownStatus: self = .badRequest("\"status\" must be one of \(WorkOrder.Status.names).")
        }
    }

    static let missingStatus = badRequest(
        "The body must be an object whose \"status\" is one of \(WorkOrder.Status.names).")
    static let badLimit = badRequest("\"limit\" must be an integer from 1 to \(WorkOrders.maximumLimit).")
    static let badCursor = badRequest("\"cursor\" must be the nextCursor of an earlier answer.")
}
