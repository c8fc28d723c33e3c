import ASCII

/// The segments of a request's path. The path is split before its segments are percent-decoded, so an escaped slash
/// does not separate segments. `/jobs/7/` has an empty last segment.
package struct Path: Equatable, Sendable {
    package enum Encoding: Sendable {
        case percentEncoded
        /// Already decoded by the platform.
        case decoded
    }

    /// No more are told apart: the last one has the rest of the path. No route has nearly as many.
    private static let maximumSegments = 64

    package private(set) var segments: [String]

    /// `""` and `"/"` are both the root and have no segments. Bytes are compared, not characters: a slash followed by a
    /// combining accent is one `Character`, which is not equal to a slash.
    package init(_ text: String, _ encoding: Encoding = .percentEncoded) {
        let slash = UInt8(ascii: "/")
        let relative = text.utf8.first == slash ? text.utf8.dropFirst() : text.utf8[...]
        segments =
            relative.isEmpty
            ? []
            : relative.split(
                separator: slash, maxSplits: Self.maximumSegments - 1, omittingEmptySubsequences: false
            ).map {
                encoding == .decoded ? String(Substring($0)) : PercentEncoding.decode(Substring($0))
            }
    }

    /// From decoded segments, each of any characters.
    package init(segments: [String]) { self.segments = segments }

    /// Removes `prefix` once if the path starts with its segments.
    package mutating func remove(prefix: Path) {
        if segments.starts(with: prefix.segments, by: { $0.hasSameBytes(as: $1) }) {
            segments.removeFirst(prefix.segments.count)
        }
    }
}

extension Path: CustomStringConvertible {
    package var description: String { "/" + segments.joined(separator: "/") }
}
