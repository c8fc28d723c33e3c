import JSON
import Storage

// Records in the JSON of a journal's lines.

extension Record {
    var json: JSONObject {
        [
            "kind": .string(key.kind.name),
            "id": .string(key.id),
            "status": .string(status),
            "scopes": .array(scopes.map { .string($0.name) }),
            "document": .object(document),
        ]
    }

    init?(json: JSONObject) {
        guard let kind = json["kind"]?.string, let id = json["id"]?.string, let status = json["status"]?.string,
            let scopes = json["scopes"]?.array, let document = json["document"]?.object
        else { return nil }
        self.init(
            RecordKey(RecordKind(kind), id), status: status, scopes: scopes.compactMap { $0.string.map(Scope.init) },
            document: document)
    }
}
