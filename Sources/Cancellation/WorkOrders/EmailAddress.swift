import ASCII

/// An email address as work orders are found by it: compared without regard to the case of A to Z, otherwise byte by
/// byte, so that lists and decisions agree on what is equal (R3.3).
package struct EmailAddress: Hashable, Sendable {
    /// RFC 5321 §4.5.3.1: 64 for the mailbox, 255 for the domain, and the @.
    package static let maximumBytes = 320

    let text: String

    /// Returns nil if the text is too long. It is not checked otherwise: imported records hold all sorts.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        self.text = text.asciiLowercased
    }

    package static func == (one: EmailAddress, other: EmailAddress) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
