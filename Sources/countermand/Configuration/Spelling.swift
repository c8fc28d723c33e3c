/// Names that were probably meant by a misspelt one.
enum Spelling {
    /// The name with the fewest changes to `word`, if there are at most two; the first of several.
    static func nearest(to word: String, among names: [String]) -> String? {
        let maximumChanges = 2
        var nearest: (name: String, changes: Int)?
        for name in names {
            let changes = distance(Array(word.utf8), Array(name.utf8))
            if changes <= maximumChanges, changes < nearest?.changes ?? .max { nearest = (name, changes) }
        }
        return nearest?.name
    }

    /// How many bytes have to be inserted, removed or replaced to make one of the other (Levenshtein).
    static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var row = Array(0...other.count)
        for (index, byte) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in other.indices {
                let replaced = diagonal + (byte == other[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }
}
