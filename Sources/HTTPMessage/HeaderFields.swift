import ASCII

/// Header fields in the order they were received. Names are compared without regard to case (RFC 9110 §5.1).
package struct HeaderFields: Equatable, Sendable {
    package struct Field: Equatable, Sendable {
        package let name: String
        package let value: String
    }

    package private(set) var fields: [Field] = []
    /// Names of fields whose values or whose names were invalid.
    private var unusable: [String] = []

    package init() {}

    /// Appends a field. One whose name is not a token or whose value has a control character, such as a line break, is not
    /// appended but makes `isUnusable` true for its name.
    package mutating func append(_ name: String, _ value: String) {
        guard Self.isToken(name), Self.isFieldValue(value) else { return unusable.append(name) }
        fields.append(Field(name: name, value: value))
    }

    /// Whether there was a field of that name with an invalid value. For fields that must be refused rather than ignored.
    package func isUnusable(_ name: String) -> Bool {
        unusable.contains { $0.equalsIgnoringASCIICase(name) }
    }

    /// The names of all fields, those that were not appended included.
    package var names: [String] { fields.map { $0.name } + unusable }

    /// The values of all fields of that name.
    package func values(_ name: String) -> [String] {
        fields.compactMap { $0.name.equalsIgnoringASCIICase(name) ? $0.value : nil }
    }

    /// The value of the first field of that name.
    package subscript(name: String) -> String? {
        fields.first { $0.name.equalsIgnoringASCIICase(name) }?.value
    }

    /// RFC 9110 §5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
                    UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"):
                    true
                default: byte.isURIUnreserved
                }
            }
    }

    private static func isFieldValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }
}
