#if Network
    extension PostgreSQLStore {
        /// What failed and what to do.
        func sentence(for error: DatabaseError) -> String {
            switch error {
            case .unreachable(let message): "COUNTERMAND_STORE: \(address) cannot be used: \(message)"
            case .unusable(let message): "COUNTERMAND_STORE: \(address): \(message)"
            case .lost(let message): "the connection to \(address) is lost: \(message)"
            case .refused(let state, let message, _): "\(address) refused: \(message)\(Self.remedy(for: state))"
            }
        }

        private static func remedy(for state: String) -> String {
            switch state {
            case SQLState.noSuchSchema, SQLState.noSuchTable, SQLState.noSuchColumn:
                "; the schema is missing or of another version: run countermand migrate"
            case SQLState.noPrivilege: "; grant the role of COUNTERMAND_STORE what the page on PostgreSQL names"
            case SQLState.readOnly:
                "; it is a standby: name the primary, or all of them with target_session_attrs=read-write"
            case SQLState.diskFull: "; make room on its disk"
            default: " (SQLSTATE \(state))"
            }
        }
    }
#endif
