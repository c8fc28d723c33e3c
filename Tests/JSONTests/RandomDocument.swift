import JSON

/// SplitMix64: the same documents on every run and every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// A random document, in one of the many ways to write it.
struct RandomDocument {
    private(set) var text = ""
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(state: seed)
        appendValue(depth: 0)
    }

    private mutating func appendValue(depth: Int) {
        appendSpace()
        switch Int.random(in: 0..<(depth < 6 ? 10 : 7), using: &generator) {
        case 0: text += "null"
        case 1: text += Bool.random(using: &generator) ? "true" : "false"
        case 2, 3: appendNumber()
        case 4, 5, 6: appendString()
        case 7, 8:
            appendList("{", "}") { document, index in
                document.appendString(before: "\(index)")
                document.appendSpace()
                document.text += ":"
                document.appendValue(depth: depth + 1)
            }
        default: appendList("[", "]") { document, _ in document.appendValue(depth: depth + 1) }
        }
        appendSpace()
    }

    private mutating func appendList(_ open: String, _ close: String, _ element: (inout Self, Int) -> Void) {
        text += open
        appendSpace()
        for index in 0..<Int.random(in: 0...(Int.random(in: 0..<8, using: &generator) == 0 ? 24 : 4), using: &generator)
        {
            if index > 0 { text += "," }
            appendSpace()
            element(&self, index)
            appendSpace()
        }
        text += close
    }

    private mutating func appendSpace() {
        guard Int.random(in: 0..<4, using: &generator) == 0 else { return }
        text += ["\n", " ", "\t", "\r\n"].randomElement(using: &generator)!
    }

    private mutating func appendNumber() {
        if Bool.random(using: &generator) { text += "-" }
        text += String(UInt64.random(in: 0...(1 << UInt64.random(in: 1...50, using: &generator)), using: &generator))
        if Bool.random(using: &generator) { text += ".\(Int.random(in: 0..<10_000, using: &generator))" }
        if Int.random(in: 0..<4, using: &generator) == 0 {
            text += ["e", "E", "e+", "E-"].randomElement(using: &generator)!
            text += String(Int.random(in: 0..<40, using: &generator))
        }
    }

    /// What comes first keeps the names of one object apart.
    private mutating func appendString(before prefix: String = "") {
        text += "\"\(prefix)"
        for _ in 0..<Int.random(in: 0..<12, using: &generator) {
            let limit: UInt32 = [0x80, 0x80, 0x800, 0x10000, 0x110000].randomElement(using: &generator)!
            guard let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) else { continue }
            let isEscaped = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            if isEscaped || Int.random(in: 0..<3, using: &generator) == 0 {
                for unit in UTF16.encode(scalar)! { text += "\\u" + String(0x10000 + Int(unit), radix: 16).dropFirst() }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
