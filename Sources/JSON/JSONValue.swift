/// A JSON document as a tree (RFC 8259). Objects keep the order of their members, numbers keep their digits: what is
/// parsed and written again comes out at its value, an integer of any length included.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    package var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    package var number: JSONNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number where it is written as an integer that fits.
    package var integer: Int? { number?.integer }

    package var array: [JSONValue]? {
        if case .array(let array) = self { array } else { nil }
    }

    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// Whether lists and objects lie in each other more than `levels` deep.
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
