import TestSupport
import Testing

/// A line that cannot be loaded, and the error.
struct BadLine: CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let complaint: String

    init(_ name: String, _ text: String, _ complaint: String) {
        self.init(name, bytes: Array(text.utf8), complaint)
    }

    init(_ name: String, bytes: [UInt8], _ complaint: String) {
        self.name = name
        self.bytes = bytes
        self.complaint = complaint
    }

    var testDescription: String { name }

    /// A record whose innermost list is that deep in it.
    static func deep(levels: Int) -> String {
        let lists = String(repeating: "[", count: levels - 1) + String(repeating: "]", count: levels - 1)
        return #"{"kind":"cleaning-job","id":"JOB_X123","status":"scheduled","cleaners":[],"x":"# + lists + "}"
    }

    static let all = [
        BadLine(
            "cut off", #"{"kind":"dispatch-job","id":"J-9","sta"#, "not JSON: the document ends too early at byte 38"),
        BadLine("not UTF-8", bytes: Array(#"{"kind":""#.utf8) + [0xFF] + Array(#""}"#.utf8), "not JSON"),
        BadLine("a NUL", bytes: [0], "not JSON: unexpected byte 0x0 at byte 0"),
        BadLine("too deep", String(repeating: "[", count: 100_000), "not JSON: nested deeper than 128 levels"),
        BadLine("deeper than a record may be", deep(levels: 65), "nested deeper than 64 levels"),
        BadLine("a list", "[]", "not a JSON object"),
        BadLine("no kind", #"{"id":"J-9","status":"Created"}"#, #""kind" must be a string"#),
        BadLine(
            "an unknown kind", #"{"kind":"job","id":"J-9","status":"x"}"#, #""kind" is none of cleaning-job, "#
        ),
        BadLine("no id", #"{"kind":"dispatch-job","status":"Created"}"#, #""id""#),
        BadLine("an id that is not allowed", #"{"kind":"dispatch-job","id":"J/9","status":"Created"}"#, #""id""#),
        BadLine("a work order id as text", #"{"kind":"work-order","id":"28","status":"pending"}"#, #""id""#),
        BadLine(
            "a work order id out of range", #"{"kind":"work-order","id":9007199254740992,"status":"pending"}"#, #""id""#
        ),
        BadLine("no status", #"{"kind":"dispatch-job","id":"J-9"}"#, #""status""#),
        BadLine("a status of another type", #"{"kind":"cleaning-job","id":"J-9","status":7}"#, #""status""#),
        BadLine(
            "an unknown work order status", #"{"kind":"work-order","id":9,"status":"canceled"}"#,
            #""status" must be one of pending, in-progress, completed, cancelled"#),
        BadLine(
            "cleaners of another type", #"{"kind":"cleaning-job","id":"J-9","status":"x","cleaners":"CLN_1"}"#,
            #""cleaners""#),
        BadLine(
            "an assignment of another type", #"{"kind":"dispatch-job","id":"J-9","status":"x","assignment":[]}"#,
            #""assignment""#),
        BadLine(
            "a client of another type", #"{"kind":"work-order","id":9,"status":"pending","client_id":"1"}"#,
            #""client_id""#),
        BadLine(
            "an email of another type", #"{"kind":"work-order","id":9,"status":"pending","authorized_email":7}"#,
            #""authorized_email""#),
        BadLine("a note on nothing", #"{"kind":"work-order-note","id":"n","note":"x"}"#, #""work_order_id""#),
        BadLine(
            "two members of one name", #"{"kind":"dispatch-job","id":"J-9","id":"J-8","status":"x"}"#,
            #"a second member "id""#),
        BadLine(
            "a record that an earlier line has", #"{"kind":"dispatch-job","id":"J-1","status":"Created"}"#,
            "dispatch-job/J-1 stands in line 1 already"),
    ]
}

struct ImportRefusalTests {
    private static let good = [1, 2].map { #"{"kind":"dispatch-job","id":"J-\#($0)","status":"Created"}"# }

    @Test("a bad line is named by its number and the reason, and nothing is loaded", arguments: BadLine.all)
    func badLine(_ line: BadLine) throws {
        let site = try Site()
        let input = Array("\(Self.good[0])\n\n".utf8) + line.bytes + Array("\n\(Self.good[1])\n".utf8)
        let ended = try site.run("import", "-", input: input)
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("line 3: "))
        #expect(ended.errors.contains(line.complaint))
        #expect(ended.errors.contains("1 line cannot be loaded; nothing of"))
        try #expect(site.contents() == [])
    }

    @Test("all bad lines are named, the first twenty in full") func manyBadLines() throws {
        let ended = try Site().run("import", "-", input: Array(String(repeating: "x\n", count: 30).utf8))
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("line 1: ") && ended.errors.contains("line 20: "))
        #expect(!ended.errors.contains("line 21: "))
        #expect(ended.errors.contains("30 lines cannot be loaded"))
    }

    @Test("a line of more than 8 MiB is refused") func longLine() throws {
        let site = try Site()
        let long =
            #"{"kind":"dispatch-job","id":"J-9","status":"x","note":""# + String(repeating: "x", count: 8 << 20)
            + #""}"#
        let ended = try site.run("import", "-", input: Array("\(Self.good[0])\n\(long)\n".utf8))
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("line 2: the line has more than 8388608 bytes"))
        try #expect(site.contents() == [])
    }

    @Test("a file that cannot be read is named", arguments: ["missing.ndjson", "."]) func unreadable(_ file: String)
        throws
    {
        let site = try Site()
        let ended = try site.run("import", file)
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains(" \(file): "))
        try #expect(site.contents() == [])
    }
}
