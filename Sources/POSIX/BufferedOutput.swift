/// Writes lines to a file in large pieces. `flush` must be called at the end.
package struct BufferedOutput {
    private static let bufferBytes = 1 << 16

    private let file: FileDescriptor
    private var buffer: [UInt8] = []

    package init(_ file: FileDescriptor) { self.file = file }

    package mutating func write(line: [UInt8]) throws(SystemError) {
        buffer += line
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    package mutating func flush() throws(SystemError) {
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
