import JSON
import POSIX
import Storage

/// Finds the records in a line without parsing its JSON into a tree: by its hash, the line was written by this program, in
/// one form. Use one for all lines: it remembers what many records have in common.
struct RecordScan {
    private var json: [UInt8] = []
    private var position = 0
    private var known = KnownLists()

    /// The records of a line; nil if it is not of the form that `EncodedTransaction` writes.
    mutating func records(in line: JournalLine) -> [IndexedWrite]? {
        json = line.json
        position = 0
        defer { json = [] }
        return records(at: line.offset + JournalLine.hashDigits + 1)
    }

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
            let lists = lists(of: RecordKind(kind)), take(#","document":"#), skipObject(), take("}"),
            let location = RecordLocation(offset: start + begin, length: position - begin)
        else { return nil }
        return IndexedWrite(
            key: RecordKey(RecordKind(kind), id), location: location, checksum: json[begin..<position].checksum,
            lists: lists)
    }

    /// What a record's status and scopes say.
    private mutating func lists(of kind: RecordKind) -> [RecordList]? {
        let start = position
        guard skipStatusAndScopes() else { return nil }
        let end = position
        let text = json[start..<end]
        if let lists = known.lists(of: kind, text) { return lists }
        position = start
        guard take(#","status":"#), let status = string(), take(#","scopes":["#) else { return nil }
        var scopes: [Scope] = []
        while position < end - 1 {
            guard let scope = string() else { return nil }
            scopes.append(Scope(scope))
            _ = take(",")
        }
        position = end
        let lists = RecordList.lists(of: kind, in: scopes, status: status)
        known.remember(lists, of: kind, text)
        return lists
    }

    private mutating func skipStatusAndScopes() -> Bool {
        guard take(#","status":"#), skipString(), take(#","scopes":["#) else { return false }
        if take("]") { return true }
        repeat {
            guard skipString() else { return false }
        } while take(",")
        return take("]")
    }

    private mutating func take(_ text: StaticString) -> Bool {
        guard json.count - position >= text.utf8CodeUnitCount else { return false }
        for index in 0..<text.utf8CodeUnitCount where json[position + index] != text.utf8Start[index] { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    private mutating func string() -> String? {
        let start = position
        guard skipString() else { return nil }
        let content = json[start + 1..<position - 1]
        if content.contains(UInt8(ascii: "\\")) {
            return (try? JSONValue(parsing: Array(json[start..<position])))?.string
        }
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func skipString() -> Bool {
        let start = position
        guard take("\""), let end = json.withUnsafeBytes({ Self.endOfString(in: $0, from: start + 1) })
        else { return false }
        position = end
        return true
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
