import HTTPMessage
import Testing

struct MediaTypeTests {
    @Test(arguments: [
        "application/json", "Application/JSON", " application/json ", "application/json;charset=utf-8",
        "application/json; charset=UTF-8", "application/json;charset=\"utf-8\"", "application/json; profile=\"x\"",
        "application/json;", "application/problem+json", "application/merge-patch+json ; v=1",
        "application/vnd.a.b+JSON",
    ])
    func `JSON in UTF-8 is recognised by its type`(contentType: String) {
        #expect(MediaType.isJSON(contentType))
    }

    @Test(arguments: [
        "", ";", "text/plain", "text/json", "application/jsonx", "application/json-seq", "application/xml", "json",
        "+json",
        "application/x-www-form-urlencoded", "application/json, text/plain", "application/json charset=utf-8",
        "application/json; charset=iso-8859-1", "application/json; charset=utf-16", "application/json; charset=",
        "application/json; charset=utf-8; charset=latin1",
    ])
    func `anything else is not JSON in UTF-8`(contentType: String) {
        #expect(!MediaType.isJSON(contentType))
    }
}
