import ASCII
import Cancellation
import Digest
import HTTPMessage
import JSON
import Storage

/// The 200 to a request for a change.
struct Success: Equatable {
    var body: JSONObject
    /// Of the record that it shows.
    var entityTag: EntityTag?
    /// The event that tells of the cancel, where it is one and the contract lets it be named.
    var event: String?
    /// Whether it names the line of the journal that it stands in.
    var isProven = false

    init(_ body: JSONObject) { self.body = body }

    /// `receipt` is that of the transaction, where there was one.
    func response(_ receipt: Receipt? = nil, isReplayed: Bool = false) -> Response {
        var response = Response(.ok, .json, .object(body))
        if let entityTag { response.append("ETag", "\(entityTag)") }
        if let receipt {
            if let event { response.append("Cancellation-Event", "\(event);sequence=\(receipt.firstEvent)") }
            if isProven, let proof = receipt.proof { response.append("Cancellation-Proof", proof) }
        }
        if isReplayed { response.append("Idempotent-Replayed", "true") }
        return response
    }
}

extension EntityTag {
    /// Of a record: a digest, so that it is the same wherever the record is shown, and another after every change.
    init(_ document: JSONObject) {
        let digest = Hexadecimal.encode(SHA256.hash(document.bytes))
        self.init(strong: String(decoding: digest[..<32], as: UTF8.self))
    }
}

extension Change {
    /// What it would change besides the record. What has an id only once it has happened has none here.
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
