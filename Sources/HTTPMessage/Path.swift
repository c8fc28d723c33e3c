/// A request's path as its segments, each percent-decoded at most once and after the path was split, so that an escaped
/// slash stays inside its segment. `/jobs/7/` ends with an empty segment.
package struct Path: Equatable, Sendable {
    package enum Encoding: Sendable {
        case percentEncoded
        /// The platform has decoded it already.
        case decoded
    }

    package private(set) var segments: [String]

    /// `""` and `"/"` are both the root, without a segment. Split by bytes: to Swift, a slash and an accent behind it are
    /// one character, and no slash.
    package init(_ text: String, _ encoding: Encoding = .percentEncoded) {
        let slash = UInt8(ascii: "/")
        let relative = text.utf8.first == slash ? text.utf8.dropFirst() : text.utf8[...]
        segments =
            relative.isEmpty
            ? []
            : relative.split(separator: slash, omittingEmptySubsequences: false).map {
                encoding == .decoded ? String(Substring($0)) : PercentEncoding.decode(Substring($0))
            }
    }

    /// Takes `prefix` off, once, where its segments are the first of this path; leaves the path alone otherwise.
    package mutating func remove(prefix: Path) {
        if segments.starts(with: prefix.segments) { segments.removeFirst(prefix.segments.count) }
    }
}

extension Path: CustomStringConvertible {
    package var description: String { "/" + segments.joined(separator: "/") }
}
