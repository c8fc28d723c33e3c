extension UInt8 {
    /// Optional white space (RFC 9110 §5.6.3, OWS).
    package var isSpaceOrTab: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension Substring {
    /// Without the spaces and tabs at both ends (RFC 9110 §5.6.3, OWS).
    package var trimmingOptionalWhitespace: Substring {
        var rest = utf8.drop { $0.isSpaceOrTab }
        while rest.last?.isSpaceOrTab == true { rest.removeLast() }
        return Substring(rest)
    }
}
