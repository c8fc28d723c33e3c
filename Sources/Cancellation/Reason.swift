/// Why something is cancelled: 1 to 1024 characters (ruling C8), counted in Unicode scalars as JSON Schema does.
package struct Reason: Equatable, Sendable {
    package static let maximumLength = 1024

    package let text: String

    /// Returns nil if the text is empty or too long.
    package init?(_ text: String) {
        guard 1...Self.maximumLength ~= text.unicodeScalars.count else { return nil }
        self.text = text
    }
}
