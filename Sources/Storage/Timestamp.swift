/// A time in UTC, to the millisecond (ruling C6).
package struct Timestamp: Hashable, Sendable {
    package let millisecondsSince1970: Int64

    package init(millisecondsSince1970: Int64) { self.millisecondsSince1970 = millisecondsSince1970 }

    package var secondsSince1970: Int64 { millisecondsSince1970 / 1000 }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 with three digits of milliseconds and `Z`, for the years 0 to 9999.
    package var description: String {
        let (days, milliseconds) = millisecondsSince1970.flooredDivision(by: 86_400_000)
        let (year, month, day) = Self.date(daysSince1970: days)
        let seconds = milliseconds / 1000
        return String(unsafeUninitializedCapacity: Self.length) { text in
            var end = 0
            func put(_ number: Int64, _ width: Int, _ separator: Unicode.Scalar) {
                var rest = number
                for place in (end..<end + width).reversed() {
                    text[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
                text[end + width] = UInt8(ascii: separator)
                end += width + 1
            }
            put(year, 4, "-")
            put(month, 2, "-")
            put(day, 2, "T")
            put(seconds / 3600, 2, ":")
            put(seconds / 60 % 60, 2, ":")
            put(seconds % 60, 2, ".")
            put(milliseconds % 1000, 3, "Z")
            return end
        }
    }

    private static let length = 24

    /// The Gregorian date, counting years from March: the leap day is then the last day of a year, and the lengths of
    /// months repeat every five months, 153 days.
    private static func date(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let daysSinceMarch0 = days + 719_468
        let (era, dayOfEra) = daysSinceMarch0.flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Timestamp {
    /// Returns nil unless the text has exactly the form of `description`.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.length else { return nil }
        func number(_ range: Range<Int>) -> Int64? { Int64(String(decoding: bytes[range], as: UTF8.self)) }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), let millisecond = number(20..<23)
        else { return nil }
        let yearFromMarch = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = yearFromMarch.flooredDivision(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let seconds = (era * 146_097 + dayOfEra - 719_468) * 86_400 + hour * 3600 + minute * 60 + second
        self.init(millisecondsSince1970: seconds * 1000 + millisecond)
        // Rejects what is not a time: a thirteenth month, a sign among the digits.
        guard description == text else { return nil }
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
