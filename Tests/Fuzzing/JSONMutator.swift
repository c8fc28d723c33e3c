import JSON

/// Changes JSON as JSON, half of the time: a member is copied to another place, renamed or left out, a text is changed.
/// libFuzzer alone would seldom come by such things.
struct JSONMutator {
    private var random: UInt64
    private var values: [JSONValue] = []
    private var names: [String] = []

    private init(seed: UInt32) { random = UInt64(seed) &+ 1 }

    /// The document, or the one after the first byte, with one change; `nil` if it is not JSON.
    fileprivate static func mutated(_ bytes: [UInt8], seed: UInt32) -> [UInt8]? {
        var mutator = JSONMutator(seed: seed)
        if mutator.below(2) == 0 { return nil }
        if let value = try? JSONValue(parsing: bytes) { return mutator.mutated(value).bytes }
        guard let first = bytes.first, let value = try? JSONValue(parsing: Array(bytes.dropFirst())) else { return nil }
        return [first] + mutator.mutated(value).bytes
    }

    private mutating func below(_ bound: Int) -> Int {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((random >> 33) % UInt64(max(bound, 1)))
    }

    private mutating func mutated(_ value: JSONValue) -> JSONValue {
        collect(value)
        var place = below(values.count)
        return changed(value, at: &place)
    }

    private mutating func collect(_ value: JSONValue) {
        values.append(value)
        switch value {
        case .object(let object):
            for member in object.members {
                names.append(member.name)
                collect(member.value)
            }
        case .array(let elements): for element in elements { collect(element) }
        default: break
        }
    }

    /// With the value that comes `place` values later changed.
    private mutating func changed(_ value: JSONValue, at place: inout Int) -> JSONValue {
        place -= 1
        if place < 0 { return place == -1 ? other(than: value) : value }
        switch value {
        case .object(var object):
            for member in object.members { object[member.name] = changed(member.value, at: &place) }
            return .object(object)
        case .array(let elements):
            var changed: [JSONValue] = []
            for element in elements { changed.append(self.changed(element, at: &place)) }
            return .array(changed)
        default: return value
        }
    }

    private mutating func other(than value: JSONValue) -> JSONValue {
        let donor = values[below(values.count)]
        switch value {
        case .object(var object) where below(3) > 0 && !names.isEmpty:
            let name = names[below(names.count)]
            switch below(3) {
            case 0: object[name] = donor
            case 1: object[name] = nil
            default:
                let member = object.members.isEmpty ? nil : object.members[below(object.members.count)]
                if let member {
                    object[member.name] = nil
                    object[name] = member.value
                }
            }
            return .object(object)
        case .array(let elements) where below(2) > 0: return .array(elements + [donor])
        case .string(let text) where below(4) > 0:
            return .string(String(decoding: fuzzed(Array(text.utf8), limit: 2 * text.utf8.count + 16), as: UTF8.self))
        default: return donor
        }
    }
}

/// The bytes as libFuzzer changes any.
private func fuzzed(_ bytes: [UInt8], limit: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        _ = buffer.update(fromContentsOf: bytes)
        count = mutateBytes(buffer.baseAddress, bytes.count, limit)
    }
}

/// https://llvm.org/docs/LibFuzzer.html
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int, _ limit: Int) -> Int

/// Called by libFuzzer for each new input.
@_cdecl("LLVMFuzzerCustomMutator")
func mutateInput(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int, _ seed: UInt32) -> Int {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let mutated = JSONMutator.mutated(input, seed: seed), mutated.count <= limit else {
        return mutateBytes(bytes, count, limit)
    }
    _ = UnsafeMutableBufferPointer(start: bytes, count: limit).update(fromContentsOf: mutated)
    return mutated.count
}
