import JSON
import Testing

struct NumberTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("-7", -7), ("9007199254740993", 9_007_199_254_740_993),
        ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
    ])
    func `an integer of 64 bits is read as one`(digits: String, integer: Int) throws {
        #expect(try parse(digits).integer == integer)
    }

    @Test(arguments: ["1.0", "1e0", "9223372036854775808", "-9223372036854775809", "1E400", "\"1\"", "true", "null"])
    func `anything else is not an integer`(text: String) throws {
        #expect(try parse(text).integer == nil)
    }

    @Test(arguments: [("1.5", 1.5), ("-0.25", -0.25), ("1300819380", 1_300_819_380), ("1e-400", 0), ("2E3", 2000)])
    func `a number is read as the nearest double`(digits: String, double: Double) throws {
        #expect(try parse(digits).number?.double == double)
    }

    @Test(arguments: ["1E400", "-1e999999999999999999999"])
    func `a number beyond the range of a double has no double`(digits: String) throws {
        #expect(try parse(digits).number?.double == nil)
    }

    @Test func `numbers are equal if their digits are`() throws {
        #expect(try parse("1.0") != parse("1"))
        #expect(try parse("-0") != parse("0"))
        #expect(try parse("10") == 10)
    }
}
