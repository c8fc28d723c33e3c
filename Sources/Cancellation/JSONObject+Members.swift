import JSON

// Reading the members of a record's document. Each refuses a member that is missing or of another type.
extension JSONObject {
    func jobID(_ member: String) throws(RecordError) -> JobID {
        guard let id = self[member]?.string.flatMap(JobID.init) else {
            throw RecordError(member, "must be \(JobID.form)")
        }
        return id
    }

    func workOrderID(_ member: String) throws(RecordError) -> WorkOrderID {
        guard let id = self[member]?.integer.flatMap(WorkOrderID.init) else {
            throw RecordError(member, "must be \(WorkOrderID.form)")
        }
        return id
    }

    func text(_ member: String) throws(RecordError) -> String {
        guard let text = self[member]?.string, !text.isEmpty else {
            throw RecordError(member, "must be a string that is not empty")
        }
        return text
    }

    /// Returns nil if the member is missing or null; refuses what `read` returns nil for.
    func optional<Value>(
        _ member: String, _ read: (JSONValue) -> Value?, _ problem: String
    ) throws(RecordError) -> Value? {
        guard let value = self[member], !value.isNull else { return nil }
        guard let read = read(value) else { throw RecordError(member, problem) }
        return read
    }
}
