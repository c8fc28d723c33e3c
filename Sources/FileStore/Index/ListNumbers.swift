import Storage

/// The numbers of lists that were looked up before. A scan gives the records of the same lists one array, and two that
/// share their memory are equal without a look at what is in them.
struct ListNumbers {
    typealias Numbers = InlineArray<5, UInt32>

    private static let slotBits: UInt = 10

    private struct Slot {
        var lists: [RecordList] = []
        /// Zeros after the last one.
        var numbers = Numbers(repeating: 0)
    }

    /// An array can only be in the slot that its address leads to.
    private var slots = [Slot](repeating: Slot(), count: 1 << Int(slotBits))

    mutating func numbers(of lists: [RecordList], in index: Index) throws(IndexError) -> Numbers {
        let slot = Self.slot(of: lists)
        if slots[slot].lists == lists { return slots[slot].numbers }
        var numbers = Numbers(repeating: 0)
        for (position, list) in lists.prefix(IndexEntry.maximumLists).enumerated() {
            numbers[position] = try index.makeNumber(of: list)
        }
        slots[slot] = Slot(lists: lists, numbers: numbers)
        return numbers
    }

    private static func slot(of lists: [RecordList]) -> Int {
        let address = lists.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        // The high bits depend on all of the address.
        return Int((address &* 0x9E37_79B9_7F4A_7C15) >> (UInt(UInt.bitWidth) - slotBits))
    }
}
