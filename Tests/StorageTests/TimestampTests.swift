import Foundation
import Storage
import Testing

@Suite struct TimestampTests {
    @Test(
        "C6 a moment is written in RFC 3339 with milliseconds and Z, and read back",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (999, "1970-01-01T00:00:00.999Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
            (1_735_689_600_000, "2025-01-01T00:00:00.000Z"),
            (1_760_956_200_000, "2025-10-20T10:30:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func known(milliseconds: Int64, text: String) {
        let moment = Timestamp(millisecondsSince1970: milliseconds)
        #expect("\(moment)" == text)
        #expect(Timestamp(text) == moment)
    }

    @Test("Moments all over eight thousand years are written as Foundation writes them")
    func asFoundation() {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        // From 1600 on, where Foundation's calendar is Gregorian too. The step is a prime: no two moments have the same
        // time of day.
        let step: Int64 = 132_539_198_521
        for number in Int64(0)..<2000 {
            let milliseconds = -11_676_096_000_000 + number * step
            let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
            let moment = Timestamp(millisecondsSince1970: seconds * 1000)
            #expect("\(moment)" == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
            let exact = Timestamp(millisecondsSince1970: milliseconds)
            #expect(Timestamp("\(exact)") == exact)
        }
    }

    @Test("Every day of four hundred years is the day behind the one before")
    func everyDay() throws {
        let first = try #require(Timestamp("1999-03-01T12:00:00.000Z"))
        var months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var (year, month, day) = (1999, 3, 1)
        for number in 0..<146_097 {
            let moment = Timestamp(millisecondsSince1970: first.millisecondsSince1970 + Int64(number) * 86_400_000)
            let text = "\(moment)"
            guard text.hasPrefix("\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)T") else {
                Issue.record("\(text) is not \(year)-\(month)-\(day)")
                return
            }
            months[1] = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
            day += 1
            if day > months[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test(
        "What is no moment, or is written in another way, is refused",
        arguments: [
            "", "2025-10-20", "2025-10-20T10:30:00Z", "2025-10-20T10:30:00.00Z", "2025-10-20T10:30:00.0000Z",
            "2025-10-20 10:30:00.000Z", "2025-10-20t10:30:00.000z", "2025-10-20T10:30:00.000+",
            "2025-10-20T10:30:00,000Z",
            "2025-13-01T00:00:00.000Z", "2025-00-01T00:00:00.000Z", "2025-02-29T00:00:00.000Z",
            "1900-02-29T00:00:00.000Z", "2025-04-31T00:00:00.000Z", "2025-01-00T00:00:00.000Z",
            "2025-01-01T24:00:00.000Z", "2025-01-01T00:60:00.000Z", "2025-01-01T00:00:60.000Z",
            "+025-01-01T00:00:00.000Z", "2025-+1-01T00:00:00.000Z", "2025-01-01T-1:00:00.000Z",
            "2025-01-01T00:00:00.-01Z", "٢٠٢٥-01-01T00:00.00Z", "2025-01-01T00:00:00.000Z ",
        ])
    func refused(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
