import Storage

/// What one caller may do with work orders (R3.3, R3.4). A caller with several roles may do what any of them may.
package struct WorkOrderAccess: Equatable, Sendable {
    enum Reach: Equatable, Sendable {
        case everything
        case client(Int)
        case email(EmailAddress)
    }

    private enum Permission: Equatable, Sendable {
        case anyStatus
        case anyButCancelled
        case onlyCancelled

        /// Nil is a status that no work order has.
        func covers(_ status: WorkOrder.Status?) -> Bool {
            switch self {
            case .anyStatus: true
            case .anyButCancelled: status != .cancelled
            case .onlyCancelled: status == .cancelled
            }
        }
    }

    private struct Grant: Equatable, Sendable {
        let reach: Reach
        let permission: Permission
    }

    private var grants: [Grant] = []
    /// The only client whose work orders exist for this caller; nil without such a limit.
    private(set) var onlyClient: Int?
    private let isStaff: Bool

    /// Whether `X-Client-Context` narrows one of the roles; others ignore it (R3.4).
    package static func isNarrowed(by roles: [String]) -> Bool { roles.contains("staff") || roles.contains("admin") }

    /// `clientContext` is the client that the caller asks to be narrowed to.
    package init(roles: [String], email: String?, clientID: Int?, clientContext: Int?) {
        isStaff = roles.contains("staff")
        if Self.isNarrowed(by: roles) { onlyClient = clientContext }
        let wide = onlyClient.map(Reach.client) ?? .everything
        if roles.contains("admin") { grants.append(Grant(reach: wide, permission: .anyStatus)) }
        if isStaff { grants.append(Grant(reach: wide, permission: .anyButCancelled)) }
        if roles.contains("client_admin"), let clientID {
            grants.append(Grant(reach: .client(clientID), permission: .anyStatus))
        }
        if roles.contains("client"), let email = email.flatMap(EmailAddress.init) {
            grants.append(Grant(reach: .email(email), permission: .onlyCancelled))
        }
    }
}

// What decisions ask.
extension WorkOrderAccess {
    /// Whether the caller is staff without another role that may cancel. No work order changes that (R3.1).
    var isStaffThatMayNotCancel: Bool {
        isStaff && !grants.contains { $0.permission.covers(.cancelled) }
    }

    /// Whether the work order exists for the caller (R3.4).
    func includes(_ workOrder: WorkOrder) -> Bool { onlyClient == nil || workOrder.clientID == onlyClient }

    func permits(setting status: WorkOrder.Status?, on workOrder: WorkOrder) -> Bool {
        grants.contains { $0.reach.covers(workOrder) && $0.permission.covers(status) }
    }

    func permitsReading(_ workOrder: WorkOrder) -> Bool { grants.contains { $0.reach.covers(workOrder) } }

    /// Whether there could be a work order that the caller may see.
    package var seesAny: Bool { !grants.isEmpty }

    /// What the caller may see, before `onlyClient` narrows it.
    var reaches: [Reach] { grants.map { $0.reach } }
}

extension WorkOrderAccess.Reach {
    fileprivate func covers(_ workOrder: WorkOrder) -> Bool {
        switch self {
        case .everything: true
        case .client(let id): workOrder.clientID == id
        case .email(let email): workOrder.authorizedEmail == email
        }
    }
}
