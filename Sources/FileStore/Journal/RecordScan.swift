import JSON
import POSIX
import Storage

/// Finds the records in a line without parsing its JSON into a tree: by its hash, the line was written by this program, in
/// one form.
struct RecordScan {
    private let json: [UInt8]
    private var position = 0

    /// The records of a line; nil if it is not of the form that `EncodedTransaction` writes.
    static func records(in line: JournalLine) -> [IndexedWrite]? {
        var scan = RecordScan(json: line.json)
        return scan.records(at: line.offset + JournalLine.hashDigits + 1)
    }

    private init(json: [UInt8]) { self.json = json }

    private mutating func records(at start: Int) -> [IndexedWrite]? {
        guard take(#"{"at":"#), string() != nil, take(#","records":["#) else { return nil }
        var records: [IndexedWrite] = []
        if take("]") { return records }
        repeat {
            guard let record = record(at: start) else { return nil }
            records.append(record)
        } while take(",")
        return take("]") ? records : nil
    }

    private mutating func record(at start: Int) -> IndexedWrite? {
        let begin = position
        guard take(#"{"kind":"#), let kind = string(), take(#","id":"#), let id = string(),
            take(#","status":"#), let status = string(), take(#","scopes":["#), let scopes = scopes(),
            take(#","document":"#), skipObject(), take("}"),
            let location = RecordLocation(offset: start + begin, length: position - begin)
        else { return nil }
        let key = RecordKey(RecordKind(kind), id)
        return IndexedWrite(
            key: key, location: location, checksum: json[begin..<position].checksum,
            lists: RecordList.lists(of: key.kind, in: scopes.map { Scope($0) }, status: status))
    }

    private mutating func scopes() -> [String]? {
        var scopes: [String] = []
        if take("]") { return scopes }
        repeat {
            guard let scope = string() else { return nil }
            scopes.append(scope)
        } while take(",")
        return take("]") ? scopes : nil
    }

    private mutating func take(_ text: StaticString) -> Bool {
        guard json.count - position >= text.utf8CodeUnitCount else { return false }
        for index in 0..<text.utf8CodeUnitCount where json[position + index] != text.utf8Start[index] { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    private mutating func string() -> String? {
        let start = position
        guard take("\""), let hasEscapes = skipString() else { return nil }
        if hasEscapes { return (try? JSONValue(parsing: Array(json[start..<position])))?.string }
        return String(decoding: json[start + 1..<position - 1], as: UTF8.self)
    }

    /// Moves from after the opening quote to after the closing one; returns whether there were escapes.
    private mutating func skipString() -> Bool? {
        var hasEscapes = false
        while position < json.count {
            let byte = json[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return hasEscapes }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                position += 1
            }
        }
        return nil
    }

    private mutating func skipObject() -> Bool {
        guard let end = json.withUnsafeBytes({ Self.endOfObject(in: $0, from: position) }) else { return false }
        position = end
        return true
    }

    /// The offset after the object at `start`; nil if there is none. Most of an object is strings, and `memchr` looks at many
    /// bytes at once.
    private static func endOfObject(in json: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < json.count, json[start] == UInt8(ascii: "{") else { return nil }
        var depth = 0
        var position = start
        while position < json.count {
            let byte = json[position]
            position += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return position }
            case UInt8(ascii: "\""):
                guard let end = endOfString(in: json, from: position) else { return nil }
                position = end
            default: break
            }
        }
        return nil
    }

    /// The offset after the next quote that is not escaped.
    private static func endOfString(in json: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = json.baseAddress else { return nil }
        var position = start
        while let found = memchr(base + position, CInt(UInt8(ascii: "\"")), json.count - position) {
            let quote = base.distance(to: UnsafeRawPointer(found))
            var backslashes = 0
            while quote - backslashes > start, json[quote - backslashes - 1] == UInt8(ascii: "\\") { backslashes += 1 }
            if backslashes.isMultiple(of: 2) { return quote + 1 }
            position = quote + 1
        }
        return nil
    }
}
