import ASCII
import JSON

// Platforms that imitate API Gateway put parts of the request into members of their own, the query above all. An event that
// is only half understood could cancel where a dry run was asked for, so it is refused.
extension Envelope {
    private static let queryAndHeaderMembers = [
        "headers", "multiValueHeaders", "queryStringParameters", "multiValueQueryStringParameters", "rawQueryString",
        // Netlify's, which repeats the maps.
        "rawQuery",
    ]

    /// Refuses an event with a member that names a query or header fields and is not one of the known ones. If none of
    /// `queries` is there, refuses every member that is not one of `members` either: the query may be in it.
    static func refuseForeignMembers(
        of event: JSONObject, queries: [String], members: [String]
    ) throws(EnvelopeError) {
        let isComplete = queries.contains { event[$0] != nil }
        for raw in ["rawQueryString", "rawQuery"] where !queries.contains(raw) {
            let isRepeated = queries.contains { event[$0]?.object != nil || event[$0]?.string != nil }
            if !isRepeated, let query = event[raw], !query.isNull, query != "" { throw .foreign(raw) }
        }
        for member in event.members where !queryAndHeaderMembers.containsBytes(of: member.name) {
            let isSuspect = contains(member.name, "query") || contains(member.name, "header")
            if isSuspect || (!isComplete && !members.containsBytes(of: member.name)) {
                throw .foreign(String(member.name.unicodeScalars.prefix(64)))
            }
        }
    }

    /// Whether `word`, in lower case, is in `text`, in any case. Embedded Swift cannot search strings.
    private static func contains(_ text: String, _ word: String) -> Bool {
        var rest = text.asciiLowercased.utf8[...]
        while !rest.isEmpty {
            if rest.starts(with: word.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
