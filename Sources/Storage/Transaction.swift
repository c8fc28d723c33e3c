/// Writes, audit entries and events that become visible and durable together or not at all.
package struct Transaction: Equatable, Sendable {
    package struct Write: Equatable, Sendable {
        package let record: Record
        /// The version that must still be the newest; nil if the record must not exist yet.
        package let replaced: Version?

        package init(_ record: Record, replacing version: Version?) {
            self.record = record
            replaced = version
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
