/// Writes, audit entries and events that become visible and durable together or not at all.
package struct Transaction: Equatable, Sendable {
    package struct Write: Equatable, Sendable {
        package let record: Record
        /// The version that must still be the newest; nil if the record must not exist yet.
        package let replaced: Version?
        /// When the store may delete the record, unless it has changed by then; nil for a record that stays.
        package let expires: Timestamp?

        package init(_ record: Record, replacing version: Version?, expires: Timestamp? = nil) {
            self.record = record
            replaced = version
            self.expires = expires
        }
    }

    package let at: Timestamp
    /// At most one per key.
    package let writes: [Write]
    package let audit: [AuditEntry]
    package let events: [Event]

    package init(at: Timestamp, writes: [Write], audit: [AuditEntry] = [], events: [Event] = []) {
        self.at = at
        self.writes = writes
        self.audit = audit
        self.events = events
    }
}
