/// A request's path as its segments, each percent-decoded at most once and after the path was split, so that an escaped
/// slash stays inside its segment. `/jobs/7/` ends with an empty segment.
package struct Path: Equatable, Sendable {
    package enum Encoding: Sendable {
        case percentEncoded
        /// The platform has decoded it already.
        case decoded
    }

    package private(set) var segments: [String]

    /// `""` and `"/"` are both the root, without a segment.
    package init(_ text: String, _ encoding: Encoding = .percentEncoded) {
        let relative = text.hasPrefix("/") ? text.dropFirst() : text[...]
        segments = relative.isEmpty ? [] : relative.split(separator: "/", omittingEmptySubsequences: false).map {
            encoding == .decoded ? String($0) : PercentEncoding.decode($0)
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
