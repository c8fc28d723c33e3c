import POSIX
import TestSupport
import Testing

struct LineReaderTests {
    /// The lines of a file with this content.
    private func lines(_ content: [UInt8], limit: Int) throws -> [LineReader.Line] {
        try withTemporaryFile(content) { file throws in
            var reader = LineReader(file, limit: limit)
            var lines: [LineReader.Line] = []
            while let line = try reader.next() { lines.append(line) }
            // The end stays the end.
            #expect(try reader.next() == nil)
            return lines
        }
    }

    private func line(_ text: String) -> LineReader.Line { .bytes(Array(text.utf8)) }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n", [""]), ("\n\n", ["", ""]), ("a\n\nb", ["a", "", "b"]),
        ("a\r\nb\n", ["a\r", "b"]),
    ])
    func `lines end at their line feeds, the last one needs none`(content: String, expected: [String]) throws {
        #expect(try lines(Array(content.utf8), limit: 10) == expected.map(line))
    }

    @Test(arguments: ["", "\n"])
    func `a line at the limit is read, a longer one is skipped to its end`(end: String) throws {
        let content = "12345\n123456\nabc\n12345\(end)"
        let expected = [line("12345"), .tooLong, line("abc"), line("12345")]
        #expect(try lines(Array(content.utf8), limit: 5) == expected)
        #expect(try lines(Array("abc\n123456\(end)".utf8), limit: 5) == [line("abc"), .tooLong])
    }

    /// The reader reads 64 KiB at a time.
    @Test(arguments: [65_535, 65_536, 65_537, 131_072, 200_000])
    func `a line longer than one read is returned whole, and so is the next one`(length: Int) throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        let content = Array("a\n".utf8) + long + Array("\nb\n".utf8) + long
        #expect(try lines(content, limit: length) == [line("a"), .bytes(long), line("b"), .bytes(long)])
        #expect(try lines(content, limit: length - 1) == [line("a"), .tooLong, line("b"), .tooLong])
    }

    @Test func `many lines in many reads keep their order`() throws {
        let texts = (0..<20_000).map { "line \($0)" }
        #expect(try lines(Array(texts.joined(separator: "\n").utf8), limit: 20) == texts.map(line))
    }

    /// A pipe hands out what there is; a line arrives in pieces.
    @Test func `a line that arrives in pieces is one line`() throws {
        try withPipe { input, output in
            var reader = LineReader(input, limit: 100)
            try output.write(Array("first\nsec".utf8))
            #expect(try reader.next() == line("first"))
            try output.write(Array("ond\n".utf8))
            #expect(try reader.next() == line("second"))
        }
    }
}
