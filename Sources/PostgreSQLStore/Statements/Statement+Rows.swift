#if Network
    extension Statement {
        /// Appends `($1, $2), ($3, $4)`, for rows whose values `append` adds to the parameters.
        mutating func appendRows<Row>(
            _ rows: some Collection<Row>, columns: Int, _ append: (inout Parameters, Row) -> Void
        ) {
            var isFirst = true
            for row in rows {
                sql += isFirst ? "(" : ", ("
                isFirst = false
                let before = Int(parameters.count)
                for column in 1...columns {
                    if column > 1 { sql += ", " }
                    sql += "$\(before + column)"
                }
                sql += ")"
                append(&parameters, row)
            }
        }
    }
#endif
