import POSIX
import Testing

struct SystemErrorTests {
    @Test func `the text of an error says what was tried, on what, and why it failed`() {
        let error = SystemError("open", "/no/such/file", code: ENOENT)
        #expect("\(error)" == "cannot open /no/such/file: No such file or directory")
    }

    @Test func `a missing file cannot be opened for reading, and is not made`() throws {
        try withTemporaryDirectory { directory throws in
            let path = directory + "/file"
            #expect(throws: SystemError("open", path, code: ENOENT)) { try FileDescriptor.open(path, .read) }
            #expect(throws: SystemError("open", path, code: ENOENT)) { try FileDescriptor.open(path, .read) }
        }
    }

    @Test func `a directory cannot be read as a file`() throws {
        try withTemporaryDirectory { directory throws in
            let file = try FileDescriptor.open(directory, .read)
            defer { file.close() }
            #expect(throws: SystemError("read", directory, code: EISDIR)) { try file.readToEnd(limit: 10) }
            #expect(throws: SystemError("read", directory, code: EISDIR)) { try file.read(at: 0, count: 10) }
        }
    }

    @Test func `a file that is open for reading only cannot be written to`() throws {
        try withTemporaryDirectory { directory throws in
            let path = directory + "/file"
            try FileDescriptor.open(path, .make).close()
            let file = try FileDescriptor.open(path, .read)
            defer { file.close() }
            #expect(throws: SystemError("write to", path, code: EBADF)) { try file.write([1]) }
            #expect(throws: SystemError("shorten", path, code: EINVAL)) { try file.truncate(to: 0) }
        }
    }
}
