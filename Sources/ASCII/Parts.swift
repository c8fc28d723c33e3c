/// The parts of a text between separators, empty ones included, one at a time. `split` would hold all of them at once, which
/// takes 32 times the memory of a text that consists of separators.
package struct Parts: Sequence, IteratorProtocol {
    private var rest: Substring.UTF8View?
    private let isSeparator: (UInt8) -> Bool

    package init(of text: Substring.UTF8View, separatedBy isSeparator: @escaping (UInt8) -> Bool) {
        rest = text
        self.isSeparator = isSeparator
    }

    package init(of text: String, separatedBy separator: UInt8) {
        self.init(of: text.utf8[...]) { $0 == separator }
    }

    package mutating func next() -> Substring.UTF8View? {
        guard let text = rest else { return nil }
        guard let end = text.firstIndex(where: isSeparator) else {
            rest = nil
            return text
        }
        rest = text[text.index(after: end)...]
        return text[..<end]
    }
}
