import Foundation

/// The same numbers in every run that has the same seed: SplitMix64, https://prng.di.unimi.it/splitmix64.c
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// With the seed in `COUNTERMAND_TEST_SEED`, or else with `seed`. Prints which one it is.
    package init(for test: String, seed: UInt64) {
        let told = ProcessInfo.processInfo.environment["COUNTERMAND_TEST_SEED"].flatMap(UInt64.init)
        self.init(seed: told ?? seed)
        print("COUNTERMAND_TEST_SEED=\(state) \(test)")
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
