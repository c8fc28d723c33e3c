/// What is sorted by a key of 128 bits.
protocol Keyed: BitwiseCopyable {
    var sortKey: SortKey { get }
}

typealias SortKey = (high: UInt64, low: UInt64)

extension Array where Element: Keyed {
    /// Values of the same key stay in their order. Takes time proportional to the number of values, and room for as many more.
    mutating func radixSort() {
        let digits = 256
        let keyBytes = 16
        guard let first, count > 1 else { return }
        // How many values have each digit in each place, the lowest first.
        var counts = [Int](repeating: 0, count: keyBytes * digits)
        for value in self {
            let key = value.sortKey
            for place in 0..<keyBytes { counts[place * digits + Self.digit(of: key, place)] += 1 }
        }
        var sorted = self
        for place in 0..<keyBytes where counts[place * digits + Self.digit(of: first.sortKey, place)] < count {
            var start = 0
            for digit in place * digits..<(place + 1) * digits {
                (counts[digit], start) = (start, start + counts[digit])
            }
            for value in self {
                let digit = place * digits + Self.digit(of: value.sortKey, place)
                sorted[counts[digit]] = value
                counts[digit] += 1
            }
            swap(&self, &sorted)
        }
    }

    private static func digit(of key: SortKey, _ place: Int) -> Int {
        let word = place < 8 ? key.low : key.high
        return Int(truncatingIfNeeded: (word &>> UInt64((place & 7) * 8)) & 0xFF)
    }
}
