import CancelAPI
import Cancellation
import HTTPMessage
import Identity
import Importing
import JSON
import Storage
import TestSupport
import Testing

/// The API over a store of its own, with a clock that stands and ids that count. What it answers is held to the OpenAPI
/// document, and to ruling C1.
final class TestAPI {
    static let now = "2025-10-20T10:30:00.000Z"

    /// What is kept in the end, whatever stands in front of it.
    let memory: InMemoryStore
    private let store: any RecordStore
    private(set) var reported: [StoreError] = []
    var now = Timestamp(TestAPI.now)!
    private var idsMade = 0

    private lazy var api = CancelAPI(
        store: store, authenticator: Authenticator(secrets: [Secret(Array(Token.secret.utf8))!]),
        hasConsole: true,
        now: { [unowned self] in now },
        makeID: { [unowned self] in
            idsMade += 1
            return "id-\(idsMade)"
        })

    /// Over `records`, a line of JSON each, as an import takes them.
    init(_ records: [String]) throws {
        memory = InMemoryStore()
        store = memory
        for line in records { try importRecord(line) }
    }

    convenience init(_ records: String...) throws { try self.init(records) }

    /// Over a store whose faults the test is about.
    init(_ faulty: FaultyStore, _ records: [String]) throws {
        memory = faulty.memory
        store = faulty
        for line in records { try importRecord(line) }
    }

    func importRecord(_ line: String) throws {
        let record = try Record(exported: #require(JSONValue(parsing: Array(line.utf8)).object))
        let version = memory.load(record.key)?.version
        try memory.commit(Transaction(at: now, writes: [Transaction.Write(record, replacing: version)]))
    }

    func respond(
        to request: Request, changesNothingWhenRefused: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Answer {
        let before = snapshot
        let outcome = api.respond(to: request)
        if let failure = outcome.storeFailure { reported.append(failure) }
        let answer = Answer(outcome.response)
        for problem in Documentation.problems(of: answer, to: request) {
            Issue.record("not as documented: \(problem), in \(answer)", sourceLocation: sourceLocation)
        }
        if answer.status != 200, changesNothingWhenRefused {
            #expect(snapshot == before, "C1: \(answer) has changed something", sourceLocation: sourceLocation)
        }
        return answer
    }
}

/// All that a store holds.
struct Snapshot: Equatable {
    let records: [StoredRecord]
    let events: [EventEntry]
    let audit: [AuditEntry]
}

extension TestAPI {
    var snapshot: Snapshot {
        var records: [StoredRecord] = []
        memory.forEachRecord {
            records.append($0)
            return true
        }
        return Snapshot(records: records, events: memory.events(after: nil, limit: .max), audit: memory.auditTrail)
    }

    /// The document of a record, as text; `nil` where there is none.
    func document(_ kind: RecordKind, _ id: String) -> String? {
        memory.load(RecordKey(kind, id)).map { String(decoding: $0.record.document.bytes, as: UTF8.self) }
    }

    var events: [Event] { memory.events(after: nil, limit: .max).map(\.event) }
}
