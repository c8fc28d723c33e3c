import ASCII

/// An entity tag (RFC 9110 §8.8.3), without its quotation marks.
package struct EntityTag: Equatable, Sendable {
    package let opaque: String
    package let isWeak: Bool

    /// `opaque` may only contain the characters that RFC 9110 allows; this is not checked.
    package init(strong opaque: String) {
        self.init(opaque, isWeak: false)
    }

    /// Whether both are the same but for one being weak (RFC 9110 §8.8.3.2).
    func weaklyMatches(_ other: EntityTag) -> Bool { opaque.hasSameBytes(as: other.opaque) }

    package static func == (one: EntityTag, other: EntityTag) -> Bool {
        one.isWeak == other.isWeak && one.weaklyMatches(other)
    }

    init(_ opaque: String, isWeak: Bool) {
        self.opaque = opaque
        self.isWeak = isWeak
    }
}

extension EntityTag: CustomStringConvertible {
    /// The tag as in a header field.
    package var description: String { (isWeak ? "W/" : "") + "\"" + opaque + "\"" }
}
