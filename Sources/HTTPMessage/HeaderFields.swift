import ASCII

/// Header fields in the order they came; names are compared without regard to case (RFC 9110 §5.1).
package struct HeaderFields: Equatable, Sendable {
    package struct Field: Equatable, Sendable {
        package let name: String
        package let value: String
    }

    package private(set) var fields: [Field] = []
    /// Names of fields that were left out for their values.
    private var unusable: [String] = []

    package init() {}

    /// A name that is no token and a value with a control character (a line break above all) are left out: such a field
    /// says nothing that could be acted on, and must not be passed on.
    package mutating func append(_ name: String, _ value: String) {
        guard Self.isToken(name) else { return }
        guard Self.isFieldValue(value) else { return unusable.append(name) }
        fields.append(Field(name: name, value: value))
    }

    /// Whether a field of the name came with a value that says nothing: for fields that must not be overlooked.
    package func isUnusable(_ name: String) -> Bool {
        unusable.contains { $0.equalsIgnoringASCIICase(name) }
    }

    package func values(_ name: String) -> [String] {
        fields.compactMap { $0.name.equalsIgnoringASCIICase(name) ? $0.value : nil }
    }

    /// The value of the field's first line.
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
