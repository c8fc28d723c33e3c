import POSIX

/// Returns what `body` writes to the file that it gets.
func output(_ body: (FileDescriptor) throws -> Void) throws -> String {
    let file = try FileDescriptor.temporary()
    defer { file.close() }
    try body(file)
    return String(decoding: try file.read(at: 0, count: file.size()), as: UTF8.self)
}
