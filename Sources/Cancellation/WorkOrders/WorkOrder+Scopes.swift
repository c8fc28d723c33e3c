import Storage

extension WorkOrder {
    /// Every list and count that the work order is part of. The last one is what the two before it have in common, so
    /// that a union of theirs can be counted.
    var scopes: [Scope] {
        var scopes: [Scope] = [.all]
        if let clientID { scopes.append(.client(clientID)) }
        if let authorizedEmail { scopes.append(.email(authorizedEmail)) }
        if let clientID, let authorizedEmail { scopes.append(.both(clientID, authorizedEmail)) }
        return scopes
    }
}

extension WorkOrder {
    static func list(_ scope: Scope, _ status: Status) -> RecordList {
        RecordList(kind, scope, status: status.rawValue)
    }
}

extension Scope {
    static let all = Scope("all")

    static func client(_ id: Int) -> Scope { Scope("client/\(id)") }

    /// Of those whose `authorized_email` it is.
    static func email(_ address: EmailAddress) -> Scope { Scope("email/\(address.text)") }

    static func both(_ client: Int, _ email: EmailAddress) -> Scope { Scope("client/\(client)/email/\(email.text)") }
}
