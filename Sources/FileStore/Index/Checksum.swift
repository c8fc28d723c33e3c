extension ArraySlice<UInt8> {
    /// Finds what was changed by accident; for what is changed on purpose there is the chain of hashes.
    var checksum: UInt32 {
        withUnsafeBytes { bytes in
            let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
            var sum = UInt64(bytes.count)
            func mix(_ word: UInt64) {
                sum = (sum ^ word) &* factor
                sum ^= sum >> 32
            }
            let words = bytes.count / 8 * 8
            for offset in stride(from: 0, to: words, by: 8) {
                mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
            for offset in words..<bytes.count { mix(UInt64(bytes[offset])) }
            return UInt32(truncatingIfNeeded: sum)
        }
    }
}
