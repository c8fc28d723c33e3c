import Foundation
import JSON
import TestSupport
import Testing

/// The samples in `events`, answered by the built program.
struct SampleAnswerTests {
    private static let golden = Golden()

    @Test("a sample gets its golden answer", arguments: Samples.names)
    func goldenAnswer(sample: String) throws {
        let start = Date.now
        let ended = try Samples.program.run(input: Samples.bytes(sample))
        let given = try Data(contentsOf: Samples.records) + Data(Samples.bytes(sample))
        #expect(ended.ending == .exit(0))
        if ![401, 403].contains(try Answer(ended).status) { #expect(ended.errors == "") }
        let mask = Mask(from: start, to: .now, given: String(decoding: given, as: UTF8.self))
        try Self.golden.check(sample, mask.applied(to: ended.text))
        try checkTags(Answer(ended))
    }

    /// A golden answer has no entity tag of a record that a time of the run is in: it is made out of the record here.
    private func checkTags(_ answer: Answer) throws {
        let results = (answer.body["results"] ?? answer.body["data"])?.array
        for outcome in results ?? [] {
            guard let tag = outcome["etag"] else { continue }
            #expect(try tag.string == entityTag(of: #require(outcome["record"]?.object).bytes))
        }
        guard let field = answer.fields["ETag"], answer.status != 304 else { return }
        var record = try #require((answer.body["data"] ?? answer.body).object)
        if answer.body["dryRun"] == true { record = try Self.record(record["id"]) }
        #expect((field.array?.first ?? field).string == entityTag(of: record.bytes))
    }

    /// The sample record with that id, unchanged.
    private static func record(_ id: JSONValue?) throws -> JSONObject {
        let lines = try Samples.bytes("records.ndjson").split(separator: UInt8(ascii: "\n"))
        let records = try lines.compactMap { try JSONValue(parsing: Array($0)).object }
        var record = try #require(records.first { $0["id"] == id })
        record["kind"] = nil
        return record
    }

    @Test("every golden answer has a sample") func noGoldenWithoutSample() throws {
        #expect(try Self.golden.names() == Samples.names)
    }

    @Test("the outcome under a key is found once the request with that key was carried out")
    func outcomeOfKey() throws {
        let samples = ["dispatch-job-cancel-with-key.http-v2-jwt.json", Self.outcomeOfKey]
        let lines = try samples.flatMap { name in
            try JSONValue.object(Samples.event(name)).bytes + [UInt8(ascii: "\n")]
        }
        let answers = try Samples.program.run("stream", input: lines).lines
        let bodies = try answers.map { try JSONValue(parsing: Array($0.utf8))["body"]?.string }
        #expect(bodies.count == 2 && bodies[0] == bodies[1])
        #expect(answers.last?.contains(#""Idempotent-Replayed":"true""#) == true)
    }

    private static let outcomeOfKey = "dispatch-job-outcome-of-key.http-v2-jwt.json"

    @Test("every route has a sample that succeeds", arguments: try operations())
    func everyRoute(_ operation: SampleOperation) throws {
        // Which needs another request before it: see above.
        if try operation.isAsked(by: Samples.event(Self.outcomeOfKey)) { return }
        let succeeding = try Samples.names.filter { name in
            try operation.isAsked(by: Samples.event(name))
                && Answer(Samples.program.run(input: Samples.bytes(name))).status == 200
        }
        #expect(!succeeding.isEmpty)
    }

    private static func operations() throws -> [SampleOperation] {
        let document = try JSONValue(parsing: Samples.program.run("openapi").output)
        let paths = try #require(document["paths"]?.object)
        return paths.members.flatMap { path in
            path.value.object?.members.map { SampleOperation(method: $0.name.uppercased(), template: path.name) } ?? []
        }
    }

    @Test("contract 3: the answer to its example is its example, but for the time")
    func contractExample() throws {
        let answer = try Answer(
            Samples.program.run(input: Samples.bytes("work-order-cancel.rest-v1-lambda-authorizer.json")))
        var body = try #require(answer.body.object)
        var data = try #require(body["data"]?.object)
        let updated = try #require(data["updatedAt"]?.string)
        #expect(updated > "2025-10-20T10:30:00.000Z")
        data["updatedAt"] = "2025-10-20T10:30:00.000Z"
        body["data"] = .object(data)
        #expect(body == Self.example)
    }

    private static let example: JSONObject = [
        "success": true,
        "message": "Work order status updated successfully",
        "data": [
            "id": 28,
            "job_no": "WO-2025-001",
            "status": "cancelled",
            "work_order_type": "manual",
            "supplier_name": "Williams Property Service",
            "property_name": "123 Main St",
            "property_address": "Auckland, NZ",
            "description": "Fix leaking tap",
            "is_urgent": false,
            "authorized_by": "Jane Manager",
            "authorized_email": "jane@visionwest.org.nz",
            "client_id": 1,
            "created_by": 45,
            "createdAt": "2025-10-20T02:45:15.629Z",
            "updatedAt": "2025-10-20T10:30:00.000Z",
        ],
    ]
}

/// A method and a path of the OpenAPI document.
struct SampleOperation: CustomTestStringConvertible {
    let method: String
    let template: String

    var testDescription: String { "\(method) \(template)" }

    func isAsked(by event: JSONObject) -> Bool {
        let http = event["requestContext"]?["http"]
        let path = event["rawPath"]?.string ?? event["path"]?.string ?? ""
        let stage = event["requestContext"]?["stage"]?.string ?? ""
        let segments = path.split(separator: "/")
        return (http?["method"] ?? event["httpMethod"])?.string == method
            && isFitting(http != nil && segments.first == stage[...] ? segments.dropFirst() : segments[...])
    }

    private func isFitting(_ segments: ArraySlice<Substring>) -> Bool {
        let pattern = template.split(separator: "/")
        return pattern.count == segments.count
            && zip(pattern, segments).allSatisfy {
                $0 == $1 || ($0.hasPrefix("{") && !["summary", "cancel"].contains($1))
            }
    }
}
