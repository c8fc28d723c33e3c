import Storage

extension WorkOrder {
    /// Every scope that the work order is in. The last one is what the two before it have in common, so that their union
    /// can be counted.
    var scopes: [Scope] {
        var scopes: [Scope] = [.all]
        if let clientID { scopes.append(.client(clientID)) }
        if let authorizedEmail { scopes.append(.email(authorizedEmail)) }
        if let clientID, let authorizedEmail { scopes.append(.both(clientID, authorizedEmail)) }
        return scopes
    }

    static func list(_ scope: Scope, _ status: Status) -> RecordList {
        RecordList(kind, scope, status: status.rawValue)
    }
}

// Stored with the records: a name that changes leaves those written before out of lists and counts (ruling C19).
extension Scope {
    static let all = Scope("all")

    static func client(_ id: Int) -> Scope { Scope("client/\(id)") }

    /// Of the work orders with this `authorized_email`.
    static func email(_ address: EmailAddress) -> Scope { Scope("email/\(address.text)") }

    static func both(_ client: Int, _ email: EmailAddress) -> Scope { Scope("client/\(client)/email/\(email.text)") }
}
