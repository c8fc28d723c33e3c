/// The position of an event in its store, the `sequence` of its CloudEvent.
package struct EventCursor: Hashable, Comparable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }

    package init?(_ text: String) {
        guard let number = UInt64(text), text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        self.number = number
    }

    package static func < (one: EventCursor, other: EventCursor) -> Bool { one.number < other.number }
}

extension EventCursor: CustomStringConvertible {
    /// Twenty digits, so that cursors sort alike as text and as numbers.
    package var description: String {
        let digits = String(number)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }
}

/// An event and its position.
package struct EventEntry: Equatable, Sendable {
    package let cursor: EventCursor
    package let event: Event

    package init(_ cursor: EventCursor, _ event: Event) {
        self.cursor = cursor
        self.event = event
    }
}
