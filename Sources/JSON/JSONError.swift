/// Why a document cannot be parsed, and at which byte.
package struct JSONError: Error, Equatable {
    package enum Reason: Equatable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case trailingBytes
        case tooDeep
        case tooManyValues
        case duplicateMember(String)
        case invalidNumber
        case invalidEscape
        case loneSurrogate
        case controlCharacter
        case invalidUTF8
    }

    package let reason: Reason
    /// Counted from 0. For a string that is not UTF-8, the offset of its opening quotation mark.
    package let offset: Int
}

extension JSONError: CustomStringConvertible {
    package var description: String { "\(text) at byte \(offset)" }

    private var text: String {
        switch reason {
        case .unexpectedEnd: "the document ends too early"
        case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
        case .trailingBytes: "something follows the document"
        case .tooDeep: "nested deeper than \(JSONParser.maximumDepth) levels"
        case .tooManyValues: "too many values"
        case .duplicateMember(let name): "a second member" + Self.quoted(name)
        case .invalidNumber: "not a number"
        case .invalidEscape: "an unknown escape"
        case .loneSurrogate: "half a surrogate pair"
        case .controlCharacter: "a control character inside a string"
        case .invalidUTF8: "a string that is not UTF-8"
        }
    }

    /// The name, if it is short and printable ASCII: the text may be shown in a terminal or a log.
    private static func quoted(_ name: String) -> String {
        let maximumLength = 64
        let isPlain = name.utf8.count <= maximumLength && name.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
        return isPlain ? " \"\(name)\"" : ""
    }

    private static func name(of byte: UInt8) -> String {
        (0x21...0x7E).contains(byte) ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x" + String(byte, radix: 16)
    }
}
