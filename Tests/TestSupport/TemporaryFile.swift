package import POSIX

/// Calls `body` with a temporary file of this content, at its start.
package func withTemporaryFile<Result>(
    _ content: [UInt8], _ body: (FileDescriptor) throws -> Result
) throws -> Result {
    let file = try FileDescriptor.temporary()
    defer { file.close() }
    try file.write(content)
    try file.rewind()
    return try body(file)
}
