/// A page of records, and the cursor of the next one.
package struct Page: Equatable, Sendable {
    package let records: [StoredRecord]
    /// Nil on the last page.
    package let next: PageCursor?

    package init(records: [StoredRecord], next: PageCursor?) {
        self.records = records
        self.next = next
    }
}

/// Where a page ended: the version of its last record, and for each of its lists what the store needs to find that
/// position again quickly. Clients pass it back as text; one that is made up only decides where a page begins.
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
        let parts = text.utf8.split(
            separator: UInt8(ascii: "-"), maxSplits: Self.maximumAnchors + 1, omittingEmptySubsequences: false
        ).map { Substring($0) }
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
