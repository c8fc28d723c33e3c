import Storage

/// Where a record is in the journal: the offset and the length of its JSON object. Packed into one number, the offset in
/// the high bits, it is the record's version: later writes have larger ones.
struct RecordLocation: Hashable {
    private static let lengthBits: UInt64 = 24
    static let maximumOffset = 1 << 40 - 1
    static let maximumLength = 1 << lengthBits - 1

    let offset: Int
    let length: Int

    /// Returns nil if either is too large.
    init?(offset: Int, length: Int) {
        guard 0...Self.maximumOffset ~= offset, 0...Self.maximumLength ~= length else { return nil }
        self.offset = offset
        self.length = length
    }

    init(packed: UInt64) {
        offset = Int(packed >> Self.lengthBits)
        length = Int(packed & UInt64(Self.maximumLength))
    }

    var packed: UInt64 { UInt64(offset) << Self.lengthBits | UInt64(length) }

    var version: Version { Version(packed) }
}
