import CancelAPI
import Cancellation
import HTTPMessage
import Identity
import Importing
import JSON
import POSIX
import Storage

/// The three contracts with the sample records, which are unchanged before each request.
struct FuzzedAPI {
    static let secret = lines(of: "jwt-secret.txt").first ?? []

    private static let samples = Transaction(
        at: Timestamp(millisecondsSince1970: 1_760_000_000_000),
        writes: lines(of: "records.ndjson").compactMap { line in
            guard let object = (try? JSONValue(parsing: line))?.object, let record = try? Record(exported: object)
            else { return nil }
            return Transaction.Write(record, replacing: nil)
        })

    let authenticator: Authenticator

    /// With the sample records.
    static func store() -> InMemoryStore {
        let store = InMemoryStore()
        store.apply(samples)
        return store
    }

    static func api(_ store: InMemoryStore, _ authenticator: Authenticator) -> CancelAPI {
        var ids = 0
        return CancelAPI(
            store: store, authenticator: authenticator,
            now: { Timestamp(millisecondsSince1970: 1_760_000_000_000) },
            makeID: {
                ids += 1
                return "id-\(ids)"
            })
    }

    func respond(to request: Request) -> Response {
        let store = Self.store()
        let api = Self.api(store, authenticator)
        let response = api.respond(to: request).response
        check(response)
        let changes = store.auditTrail.count
        demand(store.events(after: nil, limit: .max).count == changes, "each change has one event")
        let mayChange = response.status == .ok && ![.get, .head].contains(request.method)
        demand(changes == 0 || mayChange && !isDryRun(request), "C1 nothing but a success changes anything")
        if mayChange, !request.fields.values(IdempotencyKey.field).isEmpty {
            let again = api.respond(to: request).response
            demand(
                again.status == .ok && again.body == response.body, "with a key the answer is that of the first time")
            demand(store.auditTrail.count == changes, "with a key nothing is done twice")
        }
        return response
    }

    private func isDryRun(_ request: Request) -> Bool { request.query.values("dryRun") == ["true"] }

    /// Of any answer. The store does not fail, so nothing else may.
    private func check(_ response: Response) {
        demand((200..<500).contains(response.status.code), "an input is never a fault: \(response.status.code)")
        for field in response.fields.fields {
            demand(
                (field.name + field.value).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "no field breaks its line")
        }
        if response.body.isEmpty { return }
        demand((try? JSONValue(parsing: response.body)) != nil, "a body is JSON")
    }

    /// Of the folder `events`.
    private static func lines(of name: String) -> [[UInt8]] {
        let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        guard let file = try? FileDescriptor.open("/\(folder)/events/\(name)", .read),
            let bytes = try? file.readToEnd(limit: 1 << 20)
        else { fatalError("events/\(name) cannot be read") }
        return bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }
}

extension Request {
    /// What anybody may ask for.
    var isPublic: Bool { path.segments == ["openapi.json"] || path.segments == ["health"] }
}
