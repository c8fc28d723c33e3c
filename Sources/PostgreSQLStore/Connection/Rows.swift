#if Network
    import CPostgreSQL

    /// The rows that a statement returned, as text.
    final class Rows {
        private let result: OpaquePointer

        /// Takes over the library's result.
        init(_ result: OpaquePointer) { self.result = result }

        deinit { PQclear(result) }

        var count: Int { Int(PQntuples(result)) }

        /// The command that was carried out, such as `COMMIT`.
        var tag: String { PQcmdStatus(result).map { String(cString: $0) } ?? "" }

        /// Null as no bytes.
        func bytes(_ row: Int, _ column: Int) -> [UInt8] {
            let (row, column) = (CInt(truncatingIfNeeded: row), CInt(truncatingIfNeeded: column))
            guard let value = PQgetvalue(result, row, column) else { return [] }
            return [UInt8](UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, column))))
        }

        /// Null as an empty text.
        func text(_ row: Int, _ column: Int) -> String { String(decoding: bytes(row, column), as: UTF8.self) }

        /// Nil if it is no number.
        func number(_ row: Int, _ column: Int) -> Int64? { Int64(text(row, column)) }
    }
#endif
