extension String {
    /// Whether both have the same bytes. For text that comes from outside: Swift's `==` takes canonically equivalent texts
    /// for equal, and takes time that grows with the square of the number of combining marks in a row.
    package func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        // The bytes are always in one piece: those of other languages' strings, which may not be, do not occur.
        return utf8.withContiguousStorageIfAvailable { one in
            other.utf8.withContiguousStorageIfAvailable { other in
                areEqual(UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(other))
            } ?? false
        } ?? false
    }
}

/// For buffers of the same length; compares eight bytes at a time.
private func areEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= one.count {
        let word = one.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if word != other.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
        offset += 8
    }
    while offset < one.count {
        if one[offset] != other[offset] { return false }
        offset += 1
    }
    return true
}

extension Sequence<String> {
    /// Whether one of them has the same bytes.
    package func containsBytes(of text: String) -> Bool { contains { $0.hasSameBytes(as: text) } }
}
