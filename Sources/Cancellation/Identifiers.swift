import ASCII
import JSON
import Storage

/// The id of a job or a note: 1 to 128 of `A-Z a-z 0-9 . _ ~ -` (ruling C5). `.` and `..` are ids too, although few HTTP
/// clients can send them in a path.
package struct JobID: Hashable, Sendable {
    package static let maximumLength = 128
    /// For error texts.
    package static let form = "a string of 1 to \(maximumLength) of A-Z a-z 0-9 . _ ~ -"

    package let text: String

    package init?(_ text: String) {
        guard 1...Self.maximumLength ~= text.utf8.count, text.utf8.allSatisfy({ $0.isURIUnreserved }) else {
            return nil
        }
        self.text = text
    }
}

/// The id of a work order: an integer from 1 to 2^53-1 (ruling C5).
package struct WorkOrderID: Hashable, Sendable {
    package static let maximum = 1 << 53 - 1
    /// For error texts.
    package static let form = "an integer from 1 to \(maximum)"

    package let number: Int

    package init?(_ number: Int) {
        guard 1...Self.maximum ~= number else { return nil }
        self.number = number
    }

    /// Returns nil unless the text is the number in decimal digits without leading zeros: one work order has one path.
    package init?(_ text: String) {
        guard let number = Int(text), String(number) == text else { return nil }
        self.init(number)
    }
}

extension JSONValue {
    /// A user id. Gateways turn numbers into strings: digits become a number again.
    init(id text: String) {
        if let number = Int(text), String(number) == text { self = .number(number) } else { self = .string(text) }
    }
}
