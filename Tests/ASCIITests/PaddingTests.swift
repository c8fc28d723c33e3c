import ASCII
import Testing

struct PaddingTests {
    @Test(arguments: [
        (0, 10, 3, "000"), (7, 10, 3, "007"), (999, 10, 3, "999"), (1000, 10, 3, "1000"), (0, 10, 0, "0"),
        (0o640, 8, 4, "0640"), (0x1F, 16, 4, "001f"), (UInt64.max, 10, 20, "18446744073709551615"),
        (UInt64.max, 16, 16, "ffffffffffffffff"),
    ])
    func `zeros are put in front up to the width, and no digit is ever cut off`(
        value: UInt64, radix: Int, digits: Int, text: String
    ) {
        #expect(String(value, radix: radix, paddedTo: digits) == text)
    }
}
