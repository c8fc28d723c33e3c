import Storage

/// Where a record stands in the journal: the offset of its JSON object, and that object's length. Packed into one number,
/// the offset first, it is the record's version: later writes have larger ones.
struct Place: Hashable {
    private static let lengthBits: UInt64 = 24
    static let maximumOffset = 1 << 40 - 1
    static let maximumLength = 1 << lengthBits - 1

    let offset: Int
    let length: Int

    /// `nil` where one of the two is too large.
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
