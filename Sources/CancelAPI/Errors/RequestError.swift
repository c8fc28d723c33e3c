import Cancellation
import HTTPMessage
import Identity
import Storage

/// Why a request is not answered with what it asks for.
enum RequestError: Error {
    case unauthenticated(Authenticator.Failure)
    case problem(Problem)
    case store(StoreError)
}

extension RequestError {
    /// Why the caller was refused, as one word for the log (ruling C18); nil if something else was wrong.
    func refusal(of principal: Principal?) -> String? {
        switch self {
        case .unauthenticated(let failure): return failure.rawValue
        case .problem(let problem) where problem.status == .forbidden:
            // The role is right, but not for this work order.
            let mayTouchOthers =
                problem.type == Problem(WorkOrder.Refusal.notPermitted).type
                && principal.map(Self.maySeeWorkOrders) == true
            return mayTouchOthers ? problem.type : Authenticator.Failure.missingRole.rawValue
        case .problem, .store: return nil
        }
    }

    private static func maySeeWorkOrders(_ principal: Principal) -> Bool {
        WorkOrderAccess(
            roles: principal.roles, email: principal.email, clientID: principal.clientID, clientContext: nil
        ).seesAny
    }
}
