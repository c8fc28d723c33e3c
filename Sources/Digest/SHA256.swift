import CSHA256

/// SHA-256 (FIPS 180-4), over input in pieces of any length.
package struct SHA256 {
    package static let digestBytes = 32
    static let blockBytes = 64

    static let hasInstructions = hasSHA256Instructions() != 0

    private var state: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
    )
    /// Starts with the `pendingCount` bytes that do not fill a block yet.
    private var pending = InlineArray<64, UInt8>(repeating: 0)
    private var length: UInt64 = 0

    private let usesInstructions: Bool

    package init() { self.init(usesInstructions: Self.hasInstructions) }

    /// With the processor's own instructions, which it must have, or without.
    init(usesInstructions: Bool) { self.usesInstructions = usesInstructions }

    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.digest()
    }

    package mutating func update(_ bytes: [UInt8]) { update(bytes[...]) }

    package mutating func update(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { update($0) } }

    package mutating func update(_ byte: UInt8) { withUnsafeBytes(of: byte) { update($0) } }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        var held = pendingCount
        var done = 0
        length &+= UInt64(bytes.count)
        while done < bytes.count {
            if held == 0, bytes.count - done >= Self.blockBytes {
                let blocks = (bytes.count - done) / Self.blockBytes
                compress(start + done, blocks: blocks)
                done += blocks * Self.blockBytes
                continue
            }
            pending[held] = bytes[done]
            held += 1
            done += 1
            if held == Self.blockBytes {
                compressPending()
                held = 0
            }
        }
    }

    private var pendingCount: Int { Int(length % UInt64(Self.blockBytes)) }

    private mutating func compressPending() {
        let block = pending
        withUnsafeBytes(of: block) { bytes in
            if let start = bytes.baseAddress { compress(start, blocks: 1) }
        }
    }

    /// The hash of all input so far. More input may follow.
    package func digest() -> [UInt8] {
        let words = digestWords()
        return [UInt8](unsafeUninitializedCapacity: Self.digestBytes) { bytes, count in
            for index in 0..<Self.digestBytes {
                bytes[index] = UInt8(truncatingIfNeeded: words[index / 8] >> UInt64(56 - index % 8 * 8))
            }
            count = Self.digestBytes
        }
    }

    /// The digest as four numbers, the most significant byte first.
    package func digestWords() -> InlineArray<4, UInt64> {
        var last = self
        let held = pendingCount
        let lengthOffset = Self.blockBytes - 8
        last.pending[held] = 0x80
        for index in held + 1..<Self.blockBytes { last.pending[index] = 0 }
        if held >= lengthOffset {
            last.compressPending()
            for index in 0..<Self.blockBytes { last.pending[index] = 0 }
        }
        for index in 0..<8 {
            last.pending[lengthOffset + index] = UInt8(truncatingIfNeeded: (length &* 8) >> UInt64(56 - 8 * index))
        }
        last.compressPending()
        let s = last.state
        func pair(_ high: UInt32, _ low: UInt32) -> UInt64 { UInt64(high) << 32 | UInt64(low) }
        return [pair(s.0, s.1), pair(s.2, s.3), pair(s.4, s.5), pair(s.6, s.7)]
    }

    private mutating func compress(_ blocks: UnsafeRawPointer, blocks count: Int) {
        guard usesInstructions else {
            for block in 0..<count { compress(blocks + block * Self.blockBytes) }
            return
        }
        withUnsafeMutableBytes(of: &state) { state in
            withUnsafeBytes(of: Self.constants) { constants in
                compressSHA256(state.baseAddress, blocks, count, constants.baseAddress)
            }
        }
    }

    /// Processes one block of 64 bytes. Only the last sixteen words of the message schedule are stored.
    private mutating func compress(_ block: UnsafeRawPointer) {
        var w = InlineArray<16, UInt32> { index in
            UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        var (a, b, c, d, e, f, g, h) = state
        for round in 0..<64 {
            if round >= 16 {
                let w15 = w[(round &+ 1) & 15]
                let w2 = w[(round &+ 14) & 15]
                let s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >> 3)
                let s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >> 10)
                w[round & 15] = w[round & 15] &+ s0 &+ w[(round &+ 9) & 15] &+ s1
            }
            let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
            let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ Self.constants[round] &+ w[round & 15]
            let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
            let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
        }
        state = (
            state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d,
            state.4 &+ e, state.5 &+ f, state.6 &+ g, state.7 &+ h
        )
    }

    private func rotate(_ word: UInt32, _ by: UInt32) -> UInt32 { word &>> by | word &<< (32 &- by) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (§4.2.2).
    private static let constants: InlineArray<64, UInt32> = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
