import Foundation
import JSON
import Testing

/// Random documents, parsed by Foundation and by this parser.
struct FoundationTests {
    @Test(arguments: 0..<20)
    func `random documents mean the same to Foundation`(batch: UInt64) throws {
        for seed in 0..<50 {
            let text = RandomDocument(seed: batch << 32 | UInt64(seed)).text
            let value = try parse(text)
            #expect(Self.agree(value, try Self.decode(Array(text.utf8))), "\(text)")
            #expect(Self.agree(value, try Self.decode(value.bytes)), "\(text)")
            #expect(try JSONValue(parsing: value.bytes) == value)
        }
    }

    /// Stricter than Foundation is allowed where it is meant: a name that comes twice. No damage makes an exponent:
    /// Foundation refuses a number that no double holds.
    @Test(arguments: 0..<20)
    func `damaged documents are refused by both, or mean the same`(batch: UInt64) throws {
        var generator = SeededGenerator(state: batch)
        for seed in 0..<50 {
            var bytes = Array(RandomDocument(seed: batch << 32 | UInt64(seed)).text.utf8)
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = Array("{}[]:,\"\\u0-1. \n\u{1}\u{FF}".utf8).randomElement(using: &generator)!
            let reference = try? Self.decode(bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(JSONError) {
                let value = try JSONValue(parsing: bytes)
                #expect(reference.map { Self.agree(value, $0) } == true, "\(text)")
            } catch {
                if case .duplicateMember = error.reason { continue }
                #expect(reference == nil, "\(error): \(text)")
            }
        }
    }

    private static func decode(_ bytes: [UInt8]) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    }

    private static func agree(_ value: JSONValue, _ reference: Any) -> Bool {
        switch value {
        case .null: reference is NSNull
        case .bool(let bool): reference as? Bool == bool
        case .number(let number): isNear((reference as? NSNumber)?.doubleValue, number.double)
        case .string(let string): (reference as? String).map { $0.utf8.elementsEqual(string.utf8) } == true
        case .array(let elements):
            if let others = reference as? [Any] {
                elements.count == others.count && zip(elements, others).allSatisfy { agree($0, $1) }
            } else {
                false
            }
        case .object(let object):
            if let others = reference as? [String: Any] {
                object.members.count == others.count
                    && object.members.allSatisfy { member in others[member.name].map { agree(member.value, $0) } == true
                    }
            } else {
                false
            }
        }
    }

    /// Foundation takes some numbers by way of a decimal, which costs them their last bits.
    private static func isNear(_ one: Double?, _ other: Double?) -> Bool {
        guard let one, let other else { return false }
        return abs(one - other) <= abs(one) * 1e-14
    }
}
