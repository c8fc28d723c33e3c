/// A key of HS256, which must be at least as long as the hash (RFC 7518 §3.2).
package struct Secret: Sendable {
    package static let minimumBytes = 32

    let bytes: [UInt8]

    /// Returns nil for fewer than `minimumBytes`.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.minimumBytes else { return nil }
        self.bytes = bytes
    }
}
