import Envelopes
import HTTPMessage
import JSON
import Testing

struct VPCLatticeTests {
    private func query(_ event: JSONObject) throws -> [String] {
        try event.request.query.parameters.map { "\($0.name)=\($0.value)" }
    }

    @Test func `version 1 has the query in a map, or only in the path`() throws {
        let path = Sample.latticeV1.with("raw_path", "/jobs/J%2D1/cancel?dryRun=true&a=b")
        #expect(try path.request.path == Path("/jobs/J-1/cancel"))
        #expect(try query(path) == ["dryRun=true", "a=b"])
        #expect(try query(path.with("query_string_parameters", .null)) == ["dryRun=true", "a=b"])
        #expect(try query(path.with("query_string_parameters", ["dryRun": "false"])) == ["dryRun=false"])
        #expect(try query(Sample.latticeV1.with("query_string_parameters", ["a%20b": "c+d"])) == ["a b=c d"])
    }

    @Test func `version 2 has strings or lists of them`() throws {
        let event = Sample.latticeV2
            .with("queryStringParameters", ["a": ["1", "2"], "b": "3"])
            .with("headers", ["x-client-context": "7", "if-match": ["\"a\"", "\"b\""]])
        #expect(try query(event) == ["a=1", "a=2", "b=3"])
        #expect(try event.request.fields.values("X-Client-Context") == ["7"])
        #expect(try event.request.fields.values("If-Match") == ["\"a\"", "\"b\""])
        #expect(try query(Sample.latticeV2.with("path", "/jobs?dryRun=true")) == ["dryRun=true"])
    }

    @Test func `a body in base64 is decoded`() throws {
        let v1 = Sample.latticeV1.with("body", "eyJhIjoxfQ==").with("is_base64_encoded", true)
        #expect(try v1.request.body == .bytes(Array("{\"a\":1}".utf8)))
        let v2 = Sample.latticeV2.with("body", "eyJhIjoxfQ==").with("isBase64Encoded", true)
        #expect(try v2.request.body == .bytes(Array("{\"a\":1}".utf8)))
    }

    @Test func `the identity in the context is no caller`() throws {
        let identity: JSONValue = [
            "type": "AWS_IAM", "principal": "arn:aws:iam::123456789012:role/admin", "sub": "u-1", "role": "admin",
        ]
        let event = Sample.latticeV2.with("requestContext.identity", identity)
            .with("requestContext.authorizer", ["claims": identity])
        #expect(try event.request.claims == nil)
    }

    @Test func `the answer has strings for header fields`() throws {
        let response = Response(.ok, .json, ["a": nil], fields: [("Vary", "A"), ("Vary", "B")])
        for event in [Sample.latticeV1, Sample.latticeV2] {
            let answer = try event.decoded().envelope.encode(response)
            #expect(
                String(decoding: answer.bytes, as: UTF8.self)
                    == #"{"statusCode":200,"headers":{"Content-Type":"application/json","Vary":"A, B"},"#
                    + #""body":"{\"a\":null}","isBase64Encoded":false}"#)
        }
    }

    @Test func `a member that version 1 does not have is refused`() {
        #expect(throws: EnvelopeError.foreign("queryStringParameters")) {
            try Sample.latticeV1.with("queryStringParameters", ["dryRun": "true"]).decoded()
        }
    }

    @Test(
        arguments: [
            (Sample.latticeV1, "raw_path"), (Sample.latticeV1, "method"), (Sample.latticeV1, "headers"),
            (Sample.latticeV1, "query_string_parameters"), (Sample.latticeV2, "path"), (Sample.latticeV2, "method"),
        ], [1, true, []] as [JSONValue])
    func `a member of another type is refused by its name`(place: (event: JSONObject, name: String), value: JSONValue) {
        #expect(throws: EnvelopeError.malformed(place.name)) { try place.event.with(place.name, value).decoded() }
    }
}
