import ASCII

/// What one caller may do with work orders (R3.3, R3.4). Whoever holds several roles may do what any of them may.
package struct WorkOrderAccess: Equatable, Sendable {
    private enum Reach: Equatable, Sendable {
        case everything
        case client(Int)
        case email(String)
    }

    private enum Permission: Equatable, Sendable {
        case anyStatus
        case anyButCancelled
        case onlyCancelled

        func covers(_ status: String) -> Bool {
            switch self {
            case .anyStatus: true
            case .anyButCancelled: status != WorkOrder.Status.cancelled.rawValue
            case .onlyCancelled: status == WorkOrder.Status.cancelled.rawValue
            }
        }
    }

    private struct Grant: Equatable, Sendable {
        let reach: Reach
        let permission: Permission
    }

    private var grants: [Grant] = []
    /// The client outside of which there is nothing for this caller.
    private var context: Int?
    private let isStaff: Bool

    /// Roles that `X-Client-Context` narrows; for others it is ignored (R3.4).
    package static func isNarrowed(by roles: Set<String>) -> Bool { !roles.isDisjoint(with: ["staff", "admin"]) }

    /// `clientContext` is the client that the caller asked to be narrowed to.
    package init(roles: Set<String>, email: String?, clientID: Int?, clientContext: Int?) {
        isStaff = roles.contains("staff")
        if Self.isNarrowed(by: roles) { context = clientContext }
        let wide = context.map(Reach.client) ?? .everything
        if roles.contains("admin") { grants.append(Grant(reach: wide, permission: .anyStatus)) }
        if isStaff { grants.append(Grant(reach: wide, permission: .anyButCancelled)) }
        if roles.contains("client_admin"), let clientID {
            grants.append(Grant(reach: .client(clientID), permission: .anyStatus))
        }
        if roles.contains("client"), let email {
            grants.append(Grant(reach: .email(email.asciiLowercased), permission: .onlyCancelled))
        }
    }
}

extension WorkOrderAccess {
    package enum Verdict: Equatable, Sendable {
        case allowed
        case forbidden
        /// To be answered as if it did not exist.
        case hidden
    }

    /// A staff user without a role that may cancel: no work order changes that, so none needs to be looked up (R3.1).
    package var isStaffThatMayNotCancel: Bool {
        isStaff && !grants.contains { $0.permission.covers(WorkOrder.Status.cancelled.rawValue) }
    }

    package func verdict(on workOrder: WorkOrder, setting status: String) -> Verdict {
        verdict(on: workOrder) { $0.permission.covers(status) }
    }

    package func verdictOnReading(_ workOrder: WorkOrder) -> Verdict {
        verdict(on: workOrder) { _ in true }
    }

    private func verdict(on workOrder: WorkOrder, _ suffices: (Grant) -> Bool) -> Verdict {
        if let context, workOrder.clientID != context { return .hidden }
        return grants.contains { Self.covers($0.reach, workOrder) && suffices($0) } ? .allowed : .forbidden
    }

    private static func covers(_ reach: Reach, _ workOrder: WorkOrder) -> Bool {
        switch reach {
        case .everything: true
        case .client(let id): workOrder.clientID == id
        case .email(let email): workOrder.authorizedEmail == email
        }
    }
}

extension WorkOrderAccess {
    /// The scopes that together hold what the caller may see, none of which contains another; empty where that is
    /// nothing.
    package var visibleScopes: [Scope] {
        if grants.contains(where: { $0.reach == .everything }) { return [.all] }
        return clients.map(Scope.client) + emails.map(Scope.email)
    }

    /// The counts over all of `visibleScopes`, where a work order that is in two of them counts once: clients have none
    /// in common, a client and an email have a scope of their own for what they have in common.
    package func visibleCounts<Failure: Error>(
        _ counts: (Scope) throws(Failure) -> [String: Int]
    ) throws(Failure) -> [WorkOrder.Status: Int] {
        var total: [WorkOrder.Status: Int] = [:]
        for scope in visibleScopes { Self.add(try counts(scope), times: 1, to: &total) }
        guard visibleScopes != [.all] else { return total }
        for client in clients {
            for email in emails { Self.add(try counts(.both(client, email)), times: -1, to: &total) }
        }
        return total
    }

    private static func add(_ counts: [String: Int], times factor: Int, to total: inout [WorkOrder.Status: Int]) {
        for status in WorkOrder.Status.allCases { total[status, default: 0] += factor * counts[status.rawValue, default: 0] }
    }

    private var clients: [Int] {
        if let context { return [context] }
        return grants.compactMap { if case .client(let id) = $0.reach { id } else { nil } }
    }

    /// None within a context: its client's scope holds all that there is for the caller.
    private var emails: [String] {
        if context != nil { return [] }
        return grants.compactMap { if case .email(let email) = $0.reach { email } else { nil } }
    }
}
