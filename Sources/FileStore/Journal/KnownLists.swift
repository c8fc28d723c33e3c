import ASCII
import POSIX
import Storage

/// The lists of records that were scanned before, by the text of their status and scopes: most records have a text that
/// others have too.
struct KnownLists {
    private static let slotCount: UInt32 = 1024
    private static let maximumTextBytes = 512

    private struct Slot {
        var kind = RecordKind("")
        var text: [UInt8] = []
        var lists: [RecordList] = []
    }

    /// A text can only be in the slot that its checksum leads to.
    private var slots = [Slot](repeating: Slot(), count: Int(slotCount))

    func lists(of kind: RecordKind, _ text: ArraySlice<UInt8>) -> [RecordList]? {
        let slot = Self.slot(of: text)
        guard text.hasSameBytes(as: slots[slot].text), kind.name.hasSameBytes(as: slots[slot].kind.name)
        else { return nil }
        return slots[slot].lists
    }

    mutating func remember(_ lists: [RecordList], of kind: RecordKind, _ text: ArraySlice<UInt8>) {
        guard text.count <= Self.maximumTextBytes else { return }
        slots[Self.slot(of: text)] = Slot(kind: kind, text: Array(text), lists: lists)
    }

    private static func slot(of text: ArraySlice<UInt8>) -> Int { Int(text.checksum % slotCount) }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSameBytes(as other: [UInt8]) -> Bool {
        count == other.count
            && withUnsafeBytes { own in
                other.withUnsafeBytes { other in
                    guard let one = own.baseAddress, let two = other.baseAddress else { return own.isEmpty }
                    return memcmp(one, two, own.count) == 0
                }
            }
    }
}
