extension JSONValue {
    /// The document for people to read: each member and element on a line of its own, two spaces for each level, without a
    /// line break at the end.
    package var indentedBytes: [UInt8] {
        var output: [UInt8] = []
        writeIndented(to: &output, level: 0)
        return output
    }

    private func writeIndented(to output: inout [UInt8], level: Int) {
        switch self {
        case .array(let elements) where !elements.isEmpty:
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                Self.beginLine(to: &output, level: level + 1, isFirst: index == 0)
                element.writeIndented(to: &output, level: level + 1)
            }
            Self.beginLine(to: &output, level: level, isFirst: true)
            output.append(UInt8(ascii: "]"))
        case .object(let object) where !object.isEmpty:
            output.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                Self.beginLine(to: &output, level: level + 1, isFirst: index == 0)
                Self.write(member.name, to: &output)
                output += ": ".utf8
                member.value.writeIndented(to: &output, level: level + 1)
            }
            Self.beginLine(to: &output, level: level, isFirst: true)
            output.append(UInt8(ascii: "}"))
        default: write(to: &output)
        }
    }

    private static func beginLine(to output: inout [UInt8], level: Int, isFirst: Bool) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: 2 * level)
    }
}
