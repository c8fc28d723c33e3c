/// Who sends a sample request.
package struct Caller: Equatable, Sendable {
    package let subject: String
    package let roles: [String]
    package let clientID: Int?
    package let email: String?
    package let name: String?

    package init(subject: String, roles: [String] = [], clientID: Int? = nil, email: String? = nil, name: String? = nil)
    {
        self.subject = subject
        self.roles = roles
        self.clientID = clientID
        self.email = email
        self.name = name
    }
}
