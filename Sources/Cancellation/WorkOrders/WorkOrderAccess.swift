import Storage

/// What one caller may do with work orders (R3.3, R3.4). Whoever holds several roles may do what any of them may.
package struct WorkOrderAccess: Equatable, Sendable {
    private enum Reach: Equatable, Sendable {
        case everything
        case client(Int)
        case email(EmailAddress)
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
    package static func isNarrowed(by roles: [String]) -> Bool { roles.contains("staff") || roles.contains("admin") }

    /// `clientContext` is the client that the caller asked to be narrowed to.
    package init(roles: [String], email: String?, clientID: Int?, clientContext: Int?) {
        isStaff = roles.contains("staff")
        if Self.isNarrowed(by: roles) { context = clientContext }
        let wide = context.map(Reach.client) ?? .everything
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
    /// Whether there could be a work order that the caller may see.
    package var seesAny: Bool { !grants.isEmpty }

    /// The lists that together hold what the caller may see, of that status or of any.
    package func visibleLists(_ status: WorkOrder.Status?) -> [RecordList] {
        let statuses = status.map { [$0] } ?? WorkOrder.Status.allCases
        return visibleScopes.flatMap { scope in statuses.map { WorkOrder.list(scope, $0) } }
    }

    /// How many work orders the caller may see, by status. One that is in two scopes counts once: clients have none in
    /// common, and what a client and an email have in common is a scope of its own.
    package func visibleCounts<Failure: Error>(
        _ counts: ([RecordList]) throws(Failure) -> [Int]
    ) throws(Failure) -> [WorkOrder.Status: Int] {
        let common =
            grants.contains { $0.reach == .everything }
            ? [] : clients.flatMap { client in emails.map { Scope.both(client, $0) } }
        let terms = visibleScopes.map { ($0, 1) } + common.map { ($0, -1) }
        let statuses = WorkOrder.Status.allCases
        let numbers = try counts(terms.flatMap { scope, _ in statuses.map { WorkOrder.list(scope, $0) } })
        var total: [WorkOrder.Status: Int] = [:]
        for (index, number) in numbers.enumerated() {
            total[statuses[index % statuses.count], default: 0] += terms[index / statuses.count].1 * number
        }
        return total
    }

    /// None of them contains another.
    private var visibleScopes: [Scope] {
        if grants.contains(where: { $0.reach == .everything }) { return [.all] }
        return clients.map(Scope.client) + emails.map(Scope.email)
    }

    private var clients: [Int] {
        if let context { return [context] }
        return grants.compactMap { if case .client(let id) = $0.reach { id } else { nil } }
    }

    /// None within a context: its client's scope holds all that there is for the caller.
    private var emails: [EmailAddress] {
        if context != nil { return [] }
        return grants.compactMap { if case .email(let email) = $0.reach { email } else { nil } }
    }
}
