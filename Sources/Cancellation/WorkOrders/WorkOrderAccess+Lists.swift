import Storage

extension WorkOrderAccess {
    /// The lists that together hold what the caller may see, of that status or of any.
    package func visibleLists(_ status: WorkOrder.Status?) -> [RecordList] {
        let statuses = status.map { [$0] } ?? WorkOrder.Status.allCases
        return visibleScopes.flatMap { scope in statuses.map { WorkOrder.list(scope, $0) } }
    }

    /// How many work orders the caller may see, by status. One that is in two scopes counts once: no work order has two
    /// clients, and those that a client and an email have in common are a scope of their own, which is subtracted.
    package func visibleCounts<Failure: Error>(
        _ counts: ([RecordList]) throws(Failure) -> [Int]
    ) throws(Failure) -> [WorkOrder.Status: Int] {
        let common =
            reaches.contains(.everything) ? [] : clients.flatMap { client in emails.map { Scope.both(client, $0) } }
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
        if reaches.contains(.everything) { return [.all] }
        return clients.map(Scope.client) + emails.map(Scope.email)
    }

    private var clients: [Int] {
        if let onlyClient { return [onlyClient] }
        return reaches.compactMap { if case .client(let id) = $0 { id } else { nil } }
    }

    /// Empty for a caller with `onlyClient`, whose scope already has everything for it.
    private var emails: [EmailAddress] {
        if onlyClient != nil { return [] }
        return reaches.compactMap { if case .email(let email) = $0 { email } else { nil } }
    }
}
