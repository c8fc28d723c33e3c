import ASCII

/// An address as work orders are found by it: without regard to the case of the letters A to Z, and otherwise byte by
/// byte, so that what lists find and what decisions compare is the same.
package struct EmailAddress: Hashable, Sendable {
    /// RFC 5321 §4.5.3.1: 64 for the mailbox, 255 for the domain, and the sign between them.
    package static let maximumBytes = 320

    let text: String

    /// `nil` for what is too long to be one. Nothing else is asked of it: records come with all sorts.
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
