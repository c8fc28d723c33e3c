import ASCII
import Cancellation
import Digest
import HTTPMessage
import JSON
import Storage

/// How a contract answers the change of one record.
struct SuccessFormat {
    /// Whether the body shows the record, so that the answer has its entity tag.
    let showsRecord: Bool
    /// Whether the answer names the event and the line of the journal.
    let hasReceipt: Bool
    /// The body, given the record's document after the change.
    let body: (JSONObject) -> JSONObject
}

/// The 200 to a request for a change, before the transaction's receipt is known. Idempotency records store it.
struct ChangeResponse: Equatable {
    var body: JSONObject
    /// Of the record in the body.
    var entityTag: EntityTag?
    /// The id of the cancel's event, if the answer names it.
    var event: String?
    /// Whether the answer names the line of the journal.
    var hasProof = false

    init(_ body: JSONObject) { self.body = body }

    /// `receipt` is nil if there was no transaction.
    func response(_ receipt: Receipt? = nil, isReplayed: Bool = false) -> Response {
        var response = Response(.ok, .json, .object(body))
        if let entityTag { response.append("ETag", "\(entityTag)") }
        if let receipt {
            if let event {
                let sequence = receipt.firstEvent.map { ";sequence=\($0)" } ?? ""
                response.append("Cancellation-Event", event + sequence)
            }
            if hasProof, let proof = receipt.proof { response.append("Cancellation-Proof", proof) }
        }
        if isReplayed { response.append("Idempotent-Replayed", "true") }
        return response
    }
}

extension EntityTag {
    /// A digest of the record, so that it is the same wherever the record is shown and another after every change.
    init(_ document: JSONObject) {
        let digest = Hexadecimal.encode(SHA256.hash(document.bytes))
        self.init(strong: String(decoding: digest[..<32], as: UTF8.self))
    }
}

extension Change {
    /// The `changes` of a dry run: what the real request would change besides the record. Ids that only the real request
    /// makes are left out.
    static func preview(_ change: Change?) -> JSONValue {
        var notes: [JSONValue] = []
        for note in change?.notes ?? [] {
            var document = note.document
            document["id"] = nil
            notes.append(.object(document))
        }
        let event = change.map { change -> JSONValue in
            [
                "type": .string(change.event.type), "subject": .string(change.event.subject),
                "data": .object(change.event.data),
            ]
        }
        return [
            "assignments": .array(change?.released ?? []), "notes": .array(notes),
            "events": .array(event.map { [$0] } ?? []),
        ]
    }
}
