import ASCII

/// The position of an event in its store, the `sequence` of its CloudEvent.
package struct EventCursor: Hashable, Comparable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }

    package init?(_ text: String) {
        guard let number = UInt64(text), text.utf8.allSatisfy({ $0.isASCIIDigit }) else {
            return nil
        }
        self.number = number
    }

    package static func < (one: EventCursor, other: EventCursor) -> Bool { one.number < other.number }
}

extension EventCursor: CustomStringConvertible {
    /// Twenty digits, so that cursors sort alike as text and as numbers.
    package var description: String {
        String(number, paddedTo: 20)
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
