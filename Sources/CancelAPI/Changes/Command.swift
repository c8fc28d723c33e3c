import Cancellation
import JSON
import Storage

/// What a request asks of one record.
struct Command {
    let key: RecordKey
    /// The contract's decision on the record's document, nil where there is no such record.
    let decide: (JSONObject?) throws(RecordError) -> Decision<Problem>

    init(_ key: RecordKey, _ decide: @escaping (JSONObject?) throws(RecordError) -> Decision<Problem>) {
        self.key = key
        self.decide = decide
    }
}
