import POSIX

/// A temporary file with this content, to be read from its start.
func withInput<Result>(_ content: [UInt8], _ body: (FileDescriptor) throws -> Result) throws -> Result {
    let file = try FileDescriptor.temporary()
    defer { file.close() }
    try file.write(content)
    try file.rewind()
    return try body(file)
}

/// What `body` writes.
func output(_ body: (FileDescriptor) throws -> Void) throws -> String {
    let file = try FileDescriptor.temporary()
    defer { file.close() }
    try body(file)
    return String(decoding: try file.read(at: 0, count: file.size()), as: UTF8.self)
}
