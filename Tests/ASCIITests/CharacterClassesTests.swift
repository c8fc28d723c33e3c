import ASCII
import Testing

struct CharacterClassesTests {
    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    private static let digits = "0123456789"

    @Test(
        "a class has exactly these bytes",
        arguments: [
            ("digit", digits), ("letter or digit", letters + digits),
            ("unreserved in a URI", letters + digits + "-._~"), ("space or tab", " \t"),
        ])
    func members(name: String, members: String) {
        for byte in UInt8.min...UInt8.max {
            let isMember =
                switch name {
                case "digit": byte.isASCIIDigit
                case "letter or digit": byte.isASCIILetterOrDigit
                case "unreserved in a URI": byte.isURIUnreserved
                default: byte.isSpaceOrTab
                }
            #expect(isMember == members.utf8.contains(byte), "\(byte)")
        }
    }
}
