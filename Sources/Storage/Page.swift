/// A page of records, and where the next one begins.
package struct Page: Equatable, Sendable {
    package let records: [StoredRecord]
    /// `nil` at the end.
    package let next: PageCursor?

    package init(records: [StoredRecord], next: PageCursor?) {
        self.records = records
        self.next = next
    }
}

/// Where a page ended: the version that it came down to, and, for each list that it was taken from, what its store needs
/// to find the place again quickly. Clients hold it as text that means nothing to them; whatever they send, it can only
/// decide where a page of theirs begins.
package struct PageCursor: Equatable, Sendable {
    private static let radix = 36
    private static let maximumAnchors = 32

    package let bound: Version
    package let anchors: [UInt32]

    package init(bound: Version, anchors: [UInt32] = []) {
        self.bound = bound
        self.anchors = anchors
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= Self.maximumAnchors + 1, let bound = UInt64(parts[0], radix: Self.radix) else {
            return nil
        }
        var anchors: [UInt32] = []
        for part in parts.dropFirst() {
            guard let anchor = UInt32(part, radix: Self.radix) else { return nil }
            anchors.append(anchor)
        }
        self.init(bound: Version(bound), anchors: anchors)
    }
}

extension PageCursor: CustomStringConvertible {
    package var description: String {
        ([bound.number] + anchors.map(UInt64.init)).map { String($0, radix: Self.radix) }.joined(separator: "-")
    }
}
