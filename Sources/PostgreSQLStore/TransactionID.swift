#if Network
    import Storage

    /// The number of a transaction, made by whoever commits it: the time, in milliseconds, and a random number, so that no
    /// server has to allocate any. The versions of what it writes are the numbers behind it, so that a version says which
    /// transaction wrote it, and later changes have greater versions as far as the machines' clocks agree.
    struct TransactionID: Equatable {
        let number: Int64

        /// The versions of a transaction have the same bits but these.
        private static let writeBits: Int64 = 9
        private static let randomBits: Int64 = 12
        static let maximumWrites = 1 << Int(writeBits)
        /// No version that was made in this way reaches it before the year 2100.
        private static let end = Int64.max - (1 << 40)
        /// How far an id is behind one that it must not precede, at most.
        private static let maximumStep: Int64 = 256

        private init(number: Int64) { self.number = number }

        /// The transaction that wrote a version.
        init(of version: Version) {
            number = (Int64(truncatingIfNeeded: version.number) >> Self.writeBits) << Self.writeBits
        }

        /// Greater than `floor`, whatever the clock says. Nil if there is no such id.
        init?(
            at milliseconds: Int64, above floor: Int64, using random: inout some RandomNumberGenerator
        ) {
            guard floor < Self.end, milliseconds >= 0, milliseconds < Self.end >> (Self.writeBits + Self.randomBits)
            else { return nil }
            let noise = Int64.random(in: 0..<1 << Self.randomBits, using: &random)
            let number = (milliseconds << Self.randomBits | noise) << Self.writeBits
            if number > floor {
                self.number = number
            } else {
                let step = Int64.random(in: 1...Self.maximumStep, using: &random)
                self.number = (floor >> Self.writeBits + step) << Self.writeBits
            }
        }

        /// The version of one of the transaction's writes.
        func version(ofWrite index: Int) -> Version { Version(UInt64(number) + UInt64(index)) }

        /// One in 256 of them, at random.
        var isOneOfMany: Bool { number >> Self.writeBits & 0xFF == 0 }
    }

    extension Version {
        /// As the database has it.
        var column: Int64 { Int64(clamping: number) }

        /// Nil for a number that is no version.
        init?(column: Int64?) {
            guard let column, column > 0 else { return nil }
            self.init(UInt64(column))
        }
    }
#endif
