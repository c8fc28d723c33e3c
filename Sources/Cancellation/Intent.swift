import JSON

/// What somebody asks for, apart from the record it is about: who, when, why, and the name it will be known by.
package struct Intent: Equatable, Sendable {
    /// Unique for ever; becomes the id of the event, of the audit entry and of the note.
    package let id: String
    package let author: Author
    package let at: Timestamp
    package let reason: Reason?

    package init(id: String, author: Author, at: Timestamp, reason: Reason?) {
        self.id = id
        self.author = author
        self.at = at
        self.reason = reason
    }
}

/// Who is answerable for a change.
package struct Author: Equatable, Sendable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// Why something is cancelled, in the words of whoever does it: 1 to 1024 characters (ruling C8), counted as JSON Schema
/// counts them, in Unicode scalars.
package struct Reason: Equatable, Sendable {
    package static let maximumLength = 1024

    package let text: String

    package init?(_ text: String) {
        guard 1...Self.maximumLength ~= text.unicodeScalars.count else { return nil }
        self.text = text
    }
}
