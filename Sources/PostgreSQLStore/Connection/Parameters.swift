#if Network
    /// Texts as the array of C strings that the library takes.
    struct Parameters {
        /// All of them, each with a zero behind it: one allocation however many there are.
        private var bytes: [CChar] = []
        /// Where each begins; nil for a null pointer.
        private var offsets: [Int?] = []

        var count: CInt { CInt(truncatingIfNeeded: offsets.count) }

        mutating func append(_ text: String) { append(text.utf8) }

        mutating func append(_ number: Int64) { append(String(number)) }

        /// The text must have no zero in it.
        mutating func append(_ text: some Sequence<UInt8>) {
            offsets.append(bytes.count)
            for byte in text { bytes.append(CChar(bitPattern: byte)) }
            bytes.append(0)
        }

        mutating func appendNull() { offsets.append(nil) }

        func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
            bytes.withUnsafeBufferPointer { buffer in
                let pointers = offsets.map { offset in
                    offset.flatMap { offset in buffer.baseAddress.map { $0 + offset } }
                }
                return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
            }
        }
    }

    /// A statement and the values of its parameters.
    struct Statement {
        var sql: String
        var parameters = Parameters()

        init(_ sql: String) { self.sql = sql }
    }
#endif
