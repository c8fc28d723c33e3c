extension [UInt8] {
    /// Text in UTF-8 with every character that could change how the text around it is shown as `\u` and four digits, as JSON
    /// escapes it: control characters, line and paragraph separators, and marks that change the direction of writing
    /// (https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing).
    package var escapingControlCharacters: [UInt8] {
        guard contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return self }
        var bytes: [UInt8] = []
        for scalar in String(decoding: self, as: UTF8.self).unicodeScalars {
            if scalar.changesDisplay {
                bytes += ("\\u" + String(UInt64(scalar.value), radix: 16, paddedTo: 4)).utf8
            } else {
                bytes += String(scalar).utf8
            }
        }
        return bytes
    }
}

extension Unicode.Scalar {
    fileprivate var changesDisplay: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
