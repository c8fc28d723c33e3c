import class Foundation.FileManager

@testable import POSIX

/// A new directory that is gone, with what is in it, when `body` is done.
@discardableResult
func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.path + "/countermand-tests-" + Process.makeUUID()
    try Directory.make(path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
}

/// The two ends of a pipe, open while `body` runs.
func withPipe<Result>(_ body: (_ reader: FileDescriptor, _ writer: FileDescriptor) throws -> Result) throws -> Result {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemError("make", "a pipe") }
    let reader = FileDescriptor(number: ends[0], name: "a pipe")
    let writer = FileDescriptor(number: ends[1], name: "a pipe")
    defer {
        reader.close()
        writer.close()
    }
    return try body(reader, writer)
}
