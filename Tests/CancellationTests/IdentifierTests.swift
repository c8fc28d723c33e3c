import Cancellation
import Storage
import Testing

@Suite struct IdentifierTests {
    @Test(
        "C5 a job's id is 1 to 128 of A-Z a-z 0-9 . _ ~ -",
        arguments: [
            "a", "Z", "0", "JOB_X123", "J-1001", "a.b~c", "-", "_", ".", "..", "~",
            String(repeating: "x", count: 128),
        ])
    func jobID(text: String) {
        #expect(JobID(text)?.text == text)
    }

    @Test(
        "C5 anything else is no job's id",
        arguments: [
            "", " ", "a b", "a/b", "a%20b", "a+b", "a\n", "a\u{0}", "é", "a\u{301}", "\u{212A}", "١", "a:b", "a@b",
            "a*",
            String(repeating: "x", count: 129),
        ])
    func noJobID(text: String) {
        #expect(JobID(text) == nil)
    }

    @Test(
        "C5 a work order's id is a decimal integer from 1 to 2^53-1",
        arguments: [("1", 1), ("28", 28), ("99999", 99_999), ("9007199254740991", 9_007_199_254_740_991)])
    func workOrderID(text: String, number: Int) {
        #expect(WorkOrderID(text)?.number == number)
        #expect(WorkOrderID(number)?.number == number)
    }

    @Test(
        "C5 anything else is no work order's id",
        arguments: [
            "", "0", "-1", "9007199254740992", "9223372036854775808", "1.0", "1e3", "0x1C", "+28", "028", " 28", "28 ",
            "٢٨", "abc", "summary",
        ])
    func noWorkOrderID(text: String) {
        #expect(WorkOrderID(text) == nil)
    }

    @Test("C5 neither are these numbers", arguments: [Int.min, -1, 0, 9_007_199_254_740_992, Int.max])
    func noWorkOrderNumber(number: Int) {
        #expect(WorkOrderID(number) == nil)
    }

    @Test(
        "C8 a reason has 1 to 1024 characters",
        arguments: [
            " ", "Rain", String(repeating: "x", count: 1024), String(repeating: "é", count: 1024),
            String(repeating: "🌧", count: 1024), String(repeating: "e\u{301}", count: 512),
        ])
    func reason(text: String) {
        #expect(Reason(text)?.text == text)
    }

    @Test(
        "C8 an empty and a longer text are no reason",
        arguments: ["", String(repeating: "x", count: 1025), String(repeating: "e\u{301}", count: 513)])
    func noReason(text: String) {
        #expect(Reason(text) == nil)
    }

    @Test(
        "A cursor is written in twenty digits, so that cursors sort as text",
        arguments: [
            (0, "00000000000000000000"), (42, "00000000000000000042"), (UInt64.max, "18446744073709551615"),
        ])
    func cursor(number: UInt64, text: String) {
        #expect("\(EventCursor(number))" == text)
        #expect(EventCursor(text) == EventCursor(number))
        #expect(EventCursor("\(number)") == EventCursor(number))
    }

    @Test(
        "What is not digits alone is no cursor",
        arguments: ["", "-1", "+1", " 1", "1.0", "x", "18446744073709551616"])
    func noCursor(text: String) {
        #expect(EventCursor(text) == nil)
    }
}
