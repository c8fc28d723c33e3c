/// The position of a write in the order of all writes of a store. A record has the version of its newest write, and lists
/// are in the order of versions.
package struct Version: Hashable, Comparable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }

    package static func < (one: Version, other: Version) -> Bool { one.number < other.number }
}

/// A record and its version when it was read.
package struct StoredRecord: Equatable, Sendable {
    package let record: Record
    package let version: Version

    package init(_ record: Record, _ version: Version) {
        self.record = record
        self.version = version
    }
}
