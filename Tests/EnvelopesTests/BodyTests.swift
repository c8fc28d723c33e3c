import HTTPMessage
import JSON
import Testing

struct BodyTests {
    @Test(arguments: Sample.all)
    func `a body is its bytes`(event: JSONObject) throws {
        #expect(try event.with("body", "\u{E9}\n").request.body == .bytes([0xC3, 0xA9, 0x0A]))
        #expect(try event.with("body", "").request.body == .none)
        #expect(try event.with("body", .null).request.body == .none)
        #expect(try event.with("body", nil).request.body == .none)
    }

    @Test(arguments: Sample.all)
    func `a body that is announced as base64 is decoded, any other is not`(event: JSONObject) throws {
        let encoded = event.with("body", "eyJhIjoxfQ==")
        #expect(try encoded.with("isBase64Encoded", true).request.body == .bytes(Array("{\"a\":1}".utf8)))
        for flag: JSONValue? in [false, .null, nil] {
            #expect(try encoded.with("isBase64Encoded", flag).request.body == .bytes(Array("eyJhIjoxfQ==".utf8)))
        }
        #expect(try event.with("body", "/w==").with("isBase64Encoded", true).request.body == .bytes([0xFF]))
        #expect(try event.with("body", .null).with("isBase64Encoded", true).request.body == .none)
    }

    @Test(arguments: Sample.all, ["{}", "eyJhIjoxfQ", "eyJhIjoxfQ==\n", "_w==", "e==="])
    func `a body that is announced as base64 and is not is unreadable`(event: JSONObject, text: String) throws {
        let body = try event.with("body", .string(text)).with("isBase64Encoded", true).request.body
        guard case .unreadable = body else {
            Issue.record("\(body)")
            return
        }
    }
}
