extension UnsafeRawBufferPointer {
    /// Detects accidental changes. Deliberate ones are what the journal's hash chain is for.
    var checksum: UInt64 {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var sum = UInt64(count)
        func mix(_ word: UInt64) {
            sum = (sum ^ word) &* factor
            sum ^= sum >> 32
        }
        let wordsEnd = count / 8 * 8
        for offset in stride(from: 0, to: wordsEnd, by: 8) {
            mix(loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        for offset in wordsEnd..<count { mix(UInt64(self[offset])) }
        return sum
    }
}

extension ArraySlice<UInt8> {
    var checksum: UInt32 { withUnsafeBytes { UInt32(truncatingIfNeeded: $0.checksum) } }
}
