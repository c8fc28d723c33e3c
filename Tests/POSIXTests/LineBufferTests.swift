import Testing

@testable import POSIX

@Suite("A line buffer")
struct LineBufferTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("gives the same lines in whatever pieces they come", arguments: 1...12)
    func pieces(of size: Int) {
        let text = bytes("a\n\nbc\ndefgh\n\n\ni\nrest")
        var buffer = LineBuffer()
        var lines: [[UInt8]] = []
        for start in stride(from: 0, to: text.count, by: size) {
            buffer.append(Array(text[start..<min(start + size, text.count)]))
            while let line = buffer.firstLine() {
                lines.append(Array(line))
                buffer.drop(line.count + 1)
            }
        }
        #expect(lines == ["a", "", "bc", "defgh", "", "", "i"].map(bytes))
        #expect(Array(buffer.rest) == bytes("rest"))
    }

    @Test("keeps a line until it is dropped, what comes in between notwithstanding")
    func peek() {
        var buffer = LineBuffer()
        buffer.append(bytes("ab\ncd"))
        #expect(buffer.firstLine().map(Array.init) == bytes("ab"))
        buffer.append(bytes("e\n"))
        #expect(buffer.firstLine().map(Array.init) == bytes("ab"))
        buffer.drop(3)
        #expect(buffer.firstLine().map(Array.init) == bytes("cde"))
    }

    @Test("drops parts of lines, and bytes that were searched in vain")
    func parts() {
        var buffer = LineBuffer()
        buffer.append(bytes("abc"))
        #expect(buffer.firstLine() == nil)
        buffer.drop(2)
        #expect(buffer.count == 1)
        buffer.append(bytes("\nd\n"))
        buffer.drop(1)
        #expect(buffer.firstLine().map(Array.init) == [])
        buffer.drop(1)
        #expect(buffer.firstLine().map(Array.init) == bytes("d"))
        buffer.drop(2)
        #expect(buffer.isEmpty)
        #expect(buffer.firstLine() == nil)
    }
}
