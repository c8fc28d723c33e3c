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

/// Where a page ended: the version of its last record, and which lists it was a page of. Clients pass it back as text; a
/// version that is made up only decides where a page begins.
package struct PageCursor: Equatable, Sendable {
    package let bound: Version
    /// Nil if the text did not say, as in version 0.1.
    private let lists: UInt32?

    package init(bound: Version, of lists: [RecordList]) {
        self.bound = bound
        self.lists = Self.number(of: lists)
    }

    /// Whether the cursor is of a page of these lists, as far as it says.
    package func isOf(_ lists: [RecordList]) -> Bool { self.lists == nil || self.lists == Self.number(of: lists) }

    /// Stands for the lists in any order. Tells a mistake, and keeps no secret.
    private static func number(of lists: [RecordList]) -> UInt32 {
        UInt32(truncatingIfNeeded: lists.reduce(0) { $0 &+ hash(of: $1) } >> 32)
    }

    /// FNV-1a.
    private static func hash(of list: RecordList) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in [list.kind.name, list.scope.name, list.status] {
            for byte in Array(text.utf8) + [0xFF] { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        return hash
    }
}

// The text is the version and the number of the lists with `_` between them. In version 0.1 it was the version and numbers
// that helped to find it, with `-` between them.
extension PageCursor: CustomStringConvertible {
    private static let radix = 36
    private static let maximumHints = 32

    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "_"), maxSplits: 2, omittingEmptySubsequences: false)
        let numbers = parts[0].split(
            separator: UInt8(ascii: "-"), maxSplits: Self.maximumHints + 1, omittingEmptySubsequences: false
        ).map { Substring($0) }
        guard let bound = UInt64(numbers[0], radix: Self.radix) else { return nil }
        self.bound = Version(bound)
        if parts.count == 1 {
            let hints = numbers.dropFirst()
            guard hints.count <= Self.maximumHints, hints.allSatisfy({ UInt32($0, radix: Self.radix) != nil }) else {
                return nil
            }
            lists = nil
        } else {
            guard parts.count == 2, numbers.count == 1, let lists = UInt32(Substring(parts[1]), radix: Self.radix)
            else {
                return nil
            }
            self.lists = lists
        }
    }

    package var description: String {
        let bound = String(bound.number, radix: Self.radix)
        return lists.map { "\(bound)_\(String($0, radix: Self.radix))" } ?? bound
    }
}
