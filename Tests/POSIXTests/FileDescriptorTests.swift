import POSIX
import TestSupport
import Testing

import class Foundation.Thread

struct FileDescriptorTests {
    @Test(arguments: [0, 1, 65_536, 200_000])
    func `a temporary file holds what is written to it`(count: Int) throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try withTemporaryFile(content) { file throws in
            #expect(try file.size() == count)
            #expect(try file.readToEnd(limit: count) == content)
            #expect(try file.readToEnd(limit: count) == [])
        }
    }

    @Test func `a temporary file has no name and shares nothing with the next one`() throws {
        try withTemporaryFile([1]) { one throws in
            try withTemporaryFile([2]) { other throws in
                #expect(try one.readToEnd(limit: 9) == [1])
                #expect(try other.readToEnd(limit: 9) == [2])
                var status = stat()
                #expect(fstat(one.number, &status) == 0)
                #expect(status.st_nlink == 0)
            }
        }
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 131_072])
    func `reading to the end stops at the limit`(limit: Int) throws {
        try withTemporaryFile([UInt8](repeating: 7, count: limit)) { file throws in
            #expect(try file.readToEnd(limit: limit)?.count == limit)
        }
        try withTemporaryFile([UInt8](repeating: 7, count: limit + 1)) { file throws in
            #expect(try file.readToEnd(limit: limit) == nil)
        }
    }

    @Test func `reading a number of bytes continues after short reads, up to the end of the file`() throws {
        try withPipe { reader, writer throws in
            let writing = Thread {
                for byte: UInt8 in 0..<100 { try? writer.write([byte]) }
            }
            writing.start()
            #expect(try reader.read(count: 60) == Array(0..<60))
            #expect(try reader.read(count: 40) == Array(60..<100))
        }
        try withTemporaryFile([1, 2, 3]) { file throws in
            #expect(try file.read(count: 0) == [])
            #expect(try file.read(count: 2) == [1, 2])
            #expect(try file.read(count: 2) == [3])
            #expect(try file.read(count: 2) == [])
        }
    }

    /// As it is where a terminal or a pipe is shared with a program that has set it so.
    @Test func `a file in non-blocking mode is waited for`() throws {
        try withPipe { reader, writer throws in
            for file in [reader, writer] { #expect(fcntl(file.number, F_SETFL, O_NONBLOCK) == 0) }
            // More than the pipe holds.
            let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let single = 1000
            let writing = Thread {
                // One at a time: again and again the reader finds the pipe empty.
                for byte in content[..<single] {
                    try? writer.write([byte])
                    while isReady(reader, POLLIN) { sched_yield() }
                }
                try? writer.write(Array(content[single...]))
            }
            writing.start()
            var read = try reader.read(count: single)
            // The writer finds it full.
            while isReady(writer, POLLOUT) { sched_yield() }
            read += try reader.read(count: content.count - single)
            #expect(read == content)
        }
    }

    @Test(arguments: [(0, 10, "0123456789"), (3, 4, "3456"), (8, 4, "89"), (10, 4, ""), (99, 4, ""), (4, 0, "")])
    func `reading at an offset does not move the position`(offset: Int, count: Int, text: String) throws {
        try withTemporaryFile(Array("0123456789".utf8)) { file throws in
            #expect(try file.read(at: offset, count: count) == Array(text.utf8))
            #expect(try file.read(upTo: 2) == Array("01".utf8))
        }
    }

    @Test func `a file can be shortened, and is written at the given offset`() throws {
        try withTemporaryDirectory { directory throws in
            let path = directory + "/file"
            try FileDescriptor.open(path, .make).close()
            let file = try FileDescriptor.open(path, .readWrite)
            defer { file.close() }
            try file.write(Array("abcdef".utf8), at: 0)
            try file.truncate(to: 4)
            try file.write(Array("g".utf8), at: 4)
            try file.synchronize()
            #expect(try file.read(at: 0, count: 99) == Array("abcdg".utf8))
        }
    }

    @Test func `the lines of a buffered output are written when it is flushed, and once they are many`() throws {
        try withTemporaryFile([]) { file throws in
            var output = BufferedOutput(file)
            try output.write(line: Array("a".utf8))
            #expect(try file.size() == 0)
            try output.flush()
            try output.flush()
            #expect(try file.read(at: 0, count: 9) == Array("a\n".utf8))
            try output.write(line: [UInt8](repeating: 0, count: 1 << 16))
            #expect(try file.size() == 3 + 1 << 16)
        }
    }
}

/// Whether the file can be read or written at once.
private func isReady(_ file: FileDescriptor, _ event: Int32) -> Bool {
    var question = pollfd(fd: file.number, events: Int16(event), revents: 0)
    return poll(&question, 1, 0) == 1
}
