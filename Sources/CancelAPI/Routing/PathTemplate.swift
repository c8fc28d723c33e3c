import HTTPMessage

/// A path in which a name in braces matches any one segment; there is at most one.
///
/// Matched in the literal's bytes, without splitting it into strings for every request.
struct PathTemplate: Sendable {
    private let text: StaticString

    init(_ text: StaticString) { self.text = text }

    /// Whether it has no name.
    var isLiteral: Bool {
        !(0..<text.utf8CodeUnitCount).contains { text.utf8Start[$0] == UInt8(ascii: "{") }
    }

    /// Returns the segment in the place of the name, "" if the template has none; nil if the path does not match.
    func match(_ path: Path) -> String? {
        let (matched, parameter) = walk(path)
        return matched == path.segments.count && matched == segmentCount() ? parameter ?? "" : nil
    }

    /// Whether the path starts with the template's segments before its name.
    func isNear(_ path: Path) -> Bool {
        walk(path).matched >= segmentCount(before: UInt8(ascii: "{"))
    }

    /// How many segments match, and the one in the place of the name if that was reached.
    private func walk(_ path: Path) -> (matched: Int, parameter: String?) {
        var parameter: String?
        var matched = 0
        var start = 1
        for segment in path.segments {
            guard start < text.utf8CodeUnitCount else { break }
            let end = self.end(from: start)
            if text.utf8Start[start] == UInt8(ascii: "{") {
                parameter = segment
            } else if !equals(segment, start, end) {
                break
            }
            matched += 1
            start = end + 1
        }
        return (matched, parameter)
    }

    /// How many segments there are, each after a slash; with `stop`, how many before the segment that begins with
    /// it.
    private func segmentCount(before stop: UInt8? = nil) -> Int {
        var slashes = 0
        for index in 0..<text.utf8CodeUnitCount {
            if text.utf8Start[index] == stop { return slashes - 1 }
            if text.utf8Start[index] == UInt8(ascii: "/") { slashes += 1 }
        }
        return slashes
    }

    private func end(from start: Int) -> Int {
        var end = start
        while end < text.utf8CodeUnitCount, text.utf8Start[end] != UInt8(ascii: "/") { end += 1 }
        return end
    }

    private func equals(_ segment: String, _ start: Int, _ end: Int) -> Bool {
        guard segment.utf8.count == end - start else { return false }
        var index = start
        for byte in segment.utf8 {
            if byte != text.utf8Start[index] { return false }
            index += 1
        }
        return true
    }
}

extension PathTemplate: CustomStringConvertible {
    var description: String { "\(text)" }
}
