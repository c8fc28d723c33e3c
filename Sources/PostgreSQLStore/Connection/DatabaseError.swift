#if Network
    /// Why statements were not carried out.
    enum DatabaseError: Error {
        /// The server said no, and the connection can be used on: nothing of the transaction was done. `state` is the
        /// SQLSTATE, `statement` the index of the one that failed.
        case refused(state: String, message: String, statement: Int)
        /// The connection is gone, or silent: whether the statements were carried out is unknown.
        case lost(String)
        /// No connection could be opened: nothing was sent.
        case unreachable(String)
        /// The server, or the schema on it, is not one to rely on.
        case unusable(String)
    }

    extension DatabaseError: CustomStringConvertible {
        var description: String {
            switch self {
            case .refused(let state, let message, _): "\(message) (SQLSTATE \(state))"
            case .lost(let message), .unreachable(let message), .unusable(let message): message
            }
        }
    }

    /// The SQLSTATEs that are dealt with: https://www.postgresql.org/docs/current/errcodes-appendix.html
    enum SQLState {
        static let divisionByZero = "22012"
        static let uniqueViolation = "23505"
        static let readOnly = "25006"
        static let serializationFailure = "40001"
        static let deadlock = "40P01"
        static let noPrivilege = "42501"
        static let duplicateSchema = "42P06"
        static let duplicateTable = "42P07"
        static let duplicateObject = "42710"
        static let noSuchColumn = "42703"
        static let noSuchSchema = "3F000"
        static let noSuchTable = "42P01"
        static let diskFull = "53100"
        /// Of errors with which a server ends, or keeps away, connections.
        static let operatorIntervention = "57P"
        static let internalError = "XX000"
    }
#endif
