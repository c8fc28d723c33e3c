import ASCII
import Testing

struct PartsTests {
    @Test(arguments: ["", ",", "a", "a,b", ",a,,b,", "a,\u{301}b"])
    func `parts are those that a split has, empty ones included`(text: String) {
        let comma = UInt8(ascii: ",")
        let split = text.utf8.split(separator: comma, omittingEmptySubsequences: false).map { String(Substring($0)) }
        #expect(Parts(of: text, separatedBy: comma).map { String(Substring($0)) } == split)
    }
}
