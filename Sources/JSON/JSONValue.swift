import ASCII

/// A JSON document (RFC 8259). Objects keep the order of their members and numbers keep their digits, so a document can
/// be parsed and written again without loss, integers of any length included.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    /// Strings are equal if their bytes are.
    package static func == (one: JSONValue, other: JSONValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.string(let one), .string(let other)): one.hasSameBytes(as: other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }
}

extension JSONValue {
    package var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    package var number: JSONNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The value of a number without fraction and exponent that fits an `Int`.
    package var integer: Int? { number?.integer }

    package var array: [JSONValue]? {
        if case .array(let array) = self { array } else { nil }
    }

    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// Whether arrays and objects are nested more than `levels` deep.
    package func isNested(deeperThan levels: Int) -> Bool {
        switch self {
        case .array(let elements): levels < 1 || elements.contains { $0.isNested(deeperThan: levels - 1) }
        case .object(let object): levels < 1 || object.members.contains { $0.value.isNested(deeperThan: levels - 1) }
        default: false
        }
    }

    package var isNull: Bool { self == .null }

    package static func number(_ integer: Int) -> JSONValue { .number(JSONNumber(integer)) }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByNilLiteral {
    package init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements))
    }
}
