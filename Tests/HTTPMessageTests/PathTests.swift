import HTTPMessage
import Testing

struct PathTests {
    @Test(arguments: [
        ("", []), ("/", []), ("/jobs", ["jobs"]), ("jobs", ["jobs"]), ("/jobs/7/cancel", ["jobs", "7", "cancel"]),
        ("/jobs/7/", ["jobs", "7", ""]), ("//jobs", ["", "jobs"]), ("/jobs//7", ["jobs", "", "7"]),
        ("/./..", [".", ".."]),
    ])
    func `a path is its segments`(text: String, segments: [String]) {
        #expect(Path(text).segments == segments)
        #expect(Path(text, .decoded).segments == segments)
    }

    @Test func `a path is split before it is decoded, so an escaped slash separates nothing`() {
        #expect(Path("/jobs/a%2Fb/cancel").segments == ["jobs", "a/b", "cancel"])
        #expect(Path("/%2Fjobs").segments == ["/jobs"])
    }

    @Test func `a segment is decoded once, or not at all if the platform has decoded it`() {
        #expect(Path("/jobs/%2541").segments == ["jobs", "%41"])
        #expect(Path("/jobs/%41", .decoded).segments == ["jobs", "%41"])
        #expect(Path("/jobs/a+b").segments == ["jobs", "a+b"])
    }

    /// In Swift a slash and a combining accent after it are one character.
    @Test(arguments: [Path.Encoding.percentEncoded, .decoded])
    func `a slash separates segments, whatever follows it`(encoding: Path.Encoding) {
        #expect(Path("/jobs/\u{301}7", encoding).segments == ["jobs", "\u{301}7"])
        #expect(Path("/\u{301}jobs", encoding).segments == ["\u{301}jobs"])
    }

    @Test(arguments: [
        ("/v1/jobs/7", "/v1", ["jobs", "7"]), ("/v1", "v1", []), ("/orders/orders/1", "/orders", ["orders", "1"]),
        ("/api/v1/jobs", "/api/v1", ["jobs"]), ("/v1/jobs", "", ["v1", "jobs"]), ("/v1/jobs", "/", ["v1", "jobs"]),
        ("/v10/jobs", "/v1", ["v10", "jobs"]), ("/jobs/v1", "/v1", ["jobs", "v1"]),
        ("/V1/jobs", "/v1", ["V1", "jobs"]),
        ("/", "/v1", []), ("/api", "/api/v1", ["api"]),
    ])
    func `a prefix goes once, where its segments are the first ones`(text: String, prefix: String, segments: [String]) {
        var path = Path(text)
        path.remove(prefix: Path(prefix))
        #expect(path.segments == segments)
    }

    @Test func `of a path with more segments than any route has the last one has the rest`() {
        let path = Path(String(repeating: "/a", count: 70))
        #expect(path.segments.count == 64)
        #expect(path.segments[62...] == ["a", "a/a/a/a/a/a/a"])
    }

    @Test func `the description of a path is decoded`() {
        #expect("\(Path("/jobs/%41/"))" == "/jobs/A/")
        #expect("\(Path(""))" == "/")
    }
}
