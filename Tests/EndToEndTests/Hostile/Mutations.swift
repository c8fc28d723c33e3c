import JSON
import TestSupport

/// Random changes, the same in every run that has the same seed.
struct Mutations {
    private var random: SeededGenerator

    init(for test: String, seed: UInt64) { random = SeededGenerator(for: test, seed: seed) }

    mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(random.next() % UInt64(bound)) : 0 }

    mutating func element<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }

    /// What parsers stumble over.
    private static let troubles: [[UInt8]] =
        [
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "-0", "1e999", "99999999999999999999", "\\ud800",
            "\\u0000", "%00", "%2F", "%", "..", "//", "\u{301}", "\u{FEFF}", "\r\n", "Bearer ", "=", ";",
        ].map { Array($0.utf8) } + [[0], [0x80], [0xFF, 0xFE], [0xED, 0xA0, 0x80]]

    /// The bytes with one to three changes; `others` are what pieces may come from.
    mutating func mutated(_ bytes: [UInt8], with others: [[UInt8]]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(3) { mutate(&bytes, with: others) }
        return bytes
    }

    /// The value with one place in it, however deep, changed to another of its kind or any kind.
    mutating func mutated(_ value: JSONValue, with others: [[UInt8]]) -> JSONValue {
        switch value {
        case .object(var object) where !object.isEmpty:
            let member = element(of: object.members)
            object[member.name] = mutated(member.value, with: others)
            return .object(object)
        case .array(var elements) where !elements.isEmpty:
            let index = below(elements.count)
            elements[index] = mutated(elements[index], with: others)
            return .array(elements)
        case .string(let text) where below(4) > 0:
            return .string(String(decoding: mutated(Array(text.utf8), with: others), as: UTF8.self))
        default:
            return element(of: [nil, true, -1, 7, "", "x", [], [[]], [:], ["a": [1]], .number(Int.max)])
        }
    }

    private mutating func mutate(_ bytes: inout [UInt8], with others: [[UInt8]]) {
        let place = below(bytes.count + 1)
        let end = min(bytes.count, place + 1 + below(40))
        switch below(8) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 3: bytes.removeSubrange(place...)
        case 4:
            let other = element(of: others)
            let start = below(other.count + 1)
            bytes.replaceSubrange(place..<end, with: other[start..<min(other.count, start + 1 + below(200))])
        case 5: bytes.replaceSubrange(place..<end, with: element(of: Self.troubles))
        default: bytes.insert(contentsOf: element(of: Self.troubles), at: place)
        }
    }
}
