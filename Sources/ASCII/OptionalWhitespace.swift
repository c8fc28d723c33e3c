extension UInt8 {
    /// Optional white space (RFC 9110 §5.6.3, OWS).
    package var isSpaceOrTab: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension Substring {
    /// Without the spaces and tabs at both ends (RFC 9110 §5.6.3, OWS).
    package var trimmingOptionalWhitespace: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return start }
        return start[...last]
    }
}
