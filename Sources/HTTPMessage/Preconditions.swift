import ASCII

/// The fields `If-Match` and `If-None-Match` of a request (RFC 9110 §13.1.1 and §13.1.2).
package struct Preconditions: Equatable, Sendable {
    package enum Evaluation: Sendable {
        case holds
        /// The answer is 304.
        case notModified
        /// The answer is 412.
        case failed
    }

    private enum Tags: Equatable, Sendable {
        case any
        case listed([EntityTag])
    }

    package struct Malformed: Error, Equatable {
        /// The name of the field.
        package let field: String
    }

    private let match: Tags?
    private let noneMatch: Tags?

    package var areNone: Bool { match == nil && noneMatch == nil }

    package init(_ fields: HeaderFields) throws(Malformed) {
        match = try Self.tags("If-Match", fields)
        noneMatch = try Self.tags("If-None-Match", fields)
    }

    /// Evaluates the preconditions for a record that exists and has that tag. `isRead` says whether the method is GET or
    /// HEAD.
    package func evaluate(_ tag: EntityTag, isRead: Bool) -> Evaluation {
        switch match {
        case nil, .any: break
        // Strong comparison: a weak tag matches none, itself included (RFC 9110 §8.8.3.2).
        case .listed(let tags): if tag.isWeak || !tags.contains(tag) { return .failed }
        }
        switch noneMatch {
        case nil: return .holds
        case .any: return isRead ? .notModified : .failed
        case .listed(let tags):
            guard tags.contains(where: tag.weaklyMatches) else { return .holds }
            return isRead ? .notModified : .failed
        }
    }

    /// Returns nil if there is no such field. Several lines of it make one list (RFC 9110 §5.3).
    private static func tags(_ name: String, _ fields: HeaderFields) throws(Malformed) -> Tags? {
        if fields.isUnusable(name) { throw Malformed(field: name) }
        let values = fields.values(name)
        if values.isEmpty { return nil }
        if values.count == 1, values[0].hasSameBytes(as: "*") { return .any }
        var tags: [EntityTag] = []
        for value in values {
            guard let listed = list(value) else { throw Malformed(field: name) }
            tags += listed
        }
        guard !tags.isEmpty else { throw Malformed(field: name) }
        return .listed(tags)
    }

    /// Parses `"a", W/"b"`: a list as in RFC 9110 §5.6.1, in which elements may be empty.
    private static func list(_ text: String) -> [EntityTag]? {
        var rest = text.utf8[...]
        var tags: [EntityTag] = []
        while true {
            rest = rest.drop { $0.isSpaceOrTab }
            if rest.isEmpty { return tags }
            if rest.first != UInt8(ascii: ",") {
                guard let tag = tag(&rest) else { return nil }
                tags.append(tag)
                rest = rest.drop { $0.isSpaceOrTab }
            }
            if rest.isEmpty { return tags }
            guard rest.popFirst() == UInt8(ascii: ",") else { return nil }
        }
    }

    private static func tag(_ rest: inout Substring.UTF8View) -> EntityTag? {
        let isWeak = rest.starts(with: "W/".utf8)
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
        let opaque = rest.prefix { $0 == 0x21 || 0x23...0x7E ~= $0 || $0 >= 0x80 }
        rest = rest[opaque.endIndex...]
        guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
        return EntityTag(String(Substring(opaque)), isWeak: isWeak)
    }
}
