import Envelopes

extension Caller {
    /// Returns nil if no option names a caller.
    init?(_ arguments: Arguments, defaultSubject: String) throws(CommandError) {
        let roles = arguments.values(of: .role)
        let subject = arguments.value(of: .sub)
        let email = arguments.value(of: .email)
        let name = arguments.value(of: .name)
        var clientID: Int?
        if let text = arguments.value(of: .clientID) {
            guard let number = Int(text) else { throw CommandError(.usage, "--client-id needs an integer") }
            clientID = number
        }
        if subject == nil, email == nil, name == nil, clientID == nil, roles.isEmpty { return nil }
        self.init(
            subject: subject ?? defaultSubject, roles: roles, clientID: clientID, email: email, name: name)
    }
}
