import ASCII

extension JSONValue {
    /// Parses `bytes` as one JSON document.
    ///
    /// Refuses what RFC 8259 leaves to the parser: a byte order mark, duplicate members, lone surrogates, and more than
    /// 128 levels of nesting. A document of more than `maximumValues` values, each element, member's name and
    /// member's value one of them, is refused before it takes more memory: a value of two bytes can take a hundred.
    package init(parsing bytes: [UInt8], maximumValues: Int = .max) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, maximumValues: maximumValues)
        self = try parser.document()
    }
}

/// A recursive descent parser; `maximumDepth` bounds the recursion.
struct JSONParser {
    static let maximumDepth = 128

    private let bytes: [UInt8]
    private var position = 0
    /// How many values the rest may have.
    private var remainingValues: Int

    init(bytes: [UInt8], maximumValues: Int = .max) {
        self.bytes = bytes
        remainingValues = maximumValues
    }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipWhitespace()
        guard position == bytes.count else { throw error(.trailingBytes) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipWhitespace()
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        try countValue()
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw unexpected()
        }
    }

    private mutating func countValue() throws(JSONError) {
        guard remainingValues > 0 else { throw error(.tooManyValues) }
        remainingValues -= 1
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth <= Self.maximumDepth else { throw error(.tooDeep) }
        position += 1
        var members: [JSONObject.Member] = []
        var names: Set<MemberName> = []
        skipWhitespace()
        if consume(UInt8(ascii: "}")) { return JSONObject(distinct: members) }
        while true {
            skipWhitespace()
            let start = position
            guard next == UInt8(ascii: "\"") else { throw unexpected() }
            try countValue()
            let name = try string()
            guard isNew(name, among: members, &names) else {
                throw JSONError(reason: .duplicateMember(name), offset: start)
            }
            skipWhitespace()
            guard consume(UInt8(ascii: ":")) else { throw unexpected() }
            members.append(JSONObject.Member(name: name, value: try value(depth: depth)))
            skipWhitespace()
            if consume(UInt8(ascii: ",")) { continue }
            guard consume(UInt8(ascii: "}")) else { throw unexpected() }
            return JSONObject(distinct: members)
        }
    }

    private func isNew(
        _ name: String, among members: [JSONObject.Member], _ names: inout Set<MemberName>
    ) -> Bool {
        guard members.count >= MemberName.maximumCompared else { return !members.contains { $0.isNamed(name) } }
        if names.isEmpty { names = Set(members.lazy.map { MemberName($0.name) }) }
        return names.insert(MemberName(name)).inserted
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        guard depth <= Self.maximumDepth else { throw error(.tooDeep) }
        position += 1
        var elements: [JSONValue] = []
        skipWhitespace()
        if consume(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            skipWhitespace()
            if consume(UInt8(ascii: ",")) { continue }
            guard consume(UInt8(ascii: "]")) else { throw unexpected() }
            return elements
        }
    }

    private mutating func literal(_ name: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<name.utf8CodeUnitCount {
            guard consume(name.utf8Start[index]) else { throw unexpected() }
        }
        return value
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let start = position
        _ = consume(UInt8(ascii: "-"))
        if consume(UInt8(ascii: "0")) {
            if let byte = next, byte.isASCIIDigit { throw JSONError(reason: .invalidNumber, offset: start) }
        } else {
            try digits(start)
        }
        if consume(UInt8(ascii: ".")) { try digits(start) }
        if consume(UInt8(ascii: "e")) || consume(UInt8(ascii: "E")) {
            if !consume(UInt8(ascii: "+")) { _ = consume(UInt8(ascii: "-")) }
            try digits(start)
        }
        return JSONNumber(
            parsed: bytes[start..<position].withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }

    private mutating func digits(_ start: Int) throws(JSONError) {
        guard let first = next else { throw error(.unexpectedEnd) }
        guard first.isASCIIDigit else { throw JSONError(reason: .invalidNumber, offset: start) }
        while let byte = next, byte.isASCIIDigit { position += 1 }
    }

    /// Starts at the opening quotation mark. A string without escapes is copied in one piece.
    private mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        let end = try endOfPlainRun()
        if bytes[end] == UInt8(ascii: "\"") {
            defer { position = end + 1 }
            return try text(bytes[position..<end], start)
        }
        return try escapedString(start)
    }

    /// The position of the next quotation mark or backslash.
    private func endOfPlainRun() throws(JSONError) -> Int {
        var end = position
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return end }
            guard byte >= 0x20 else { throw JSONError(reason: .controlCharacter, offset: end) }
            end += 1
        }
        throw JSONError(reason: .unexpectedEnd, offset: end)
    }

    private func text(_ slice: ArraySlice<UInt8>, _ start: Int) throws(JSONError) -> String {
        guard let text = slice.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) else {
            throw JSONError(reason: .invalidUTF8, offset: start)
        }
        return text
    }

    private mutating func escapedString(_ start: Int) throws(JSONError) -> String {
        var unescaped: [UInt8] = []
        while true {
            let end = try endOfPlainRun()
            unescaped += bytes[position..<end]
            position = end + 1
            if bytes[end] == UInt8(ascii: "\"") { return try text(unescaped[...], start) }
            try escape(into: &unescaped)
        }
    }

    /// Starts after the backslash.
    private mutating func escape(into unescaped: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw error(.unexpectedEnd) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"): unescaped += String(try unicodeEscape()).utf8
        default: throw JSONError(reason: .invalidEscape, offset: position - 2)
        }
    }

    /// Starts after `\u`; also consumes the second half of a surrogate pair.
    private mutating func unicodeEscape() throws(JSONError) -> Character {
        let start = position - 2
        let first = try hexadecimal(start)
        var scalar = UInt32(first)
        if UTF16.isLeadSurrogate(first) {
            guard consume(UInt8(ascii: "\\")), consume(UInt8(ascii: "u")) else {
                throw JSONError(reason: .loneSurrogate, offset: start)
            }
            let second = try hexadecimal(start)
            guard UTF16.isTrailSurrogate(second) else { throw JSONError(reason: .loneSurrogate, offset: start) }
            scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(scalar) else { throw JSONError(reason: .loneSurrogate, offset: start) }
        return Character(scalar)
    }

    private mutating func hexadecimal(_ start: Int) throws(JSONError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw error(.unexpectedEnd) }
            guard let digit = byte.hexadecimalValue else {
                throw JSONError(reason: .invalidEscape, offset: start)
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Moves past `byte` if it comes next.
    private mutating func consume(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: position) }

    private func unexpected() -> JSONError {
        error(position < bytes.count ? .unexpectedByte(bytes[position]) : .unexpectedEnd)
    }
}
