import ASCII
import HTTPMessage
import POSIX

// A request's head in environment variables, for CGI and OpenFaaS's watchdog.

extension HeaderFields {
    /// The fields in the variables whose names begin with `prefix`, except those named; an underscore in the rest of a
    /// name becomes a hyphen. An empty variable is a field with an empty value: an `If-Match` without a tag must be
    /// refused, not ignored.
    init(_ environment: Environment, prefix: String, except others: [String]) {
        self.init()
        for (name, value) in environment.variables
        where name.utf8.starts(with: prefix.utf8) && !others.containsBytes(of: name) {
            let bytes = name.utf8.dropFirst(prefix.utf8.count)
                .map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
            append(String(decoding: bytes, as: UTF8.self), value)
        }
    }
}

extension Path {
    /// Why the path is refused, if it is. Servers and clients resolve `.`, `..` and `//` differently, so an access rule
    /// of the server may have been applied to another path than this one. A trailing slash is allowed.
    var fault: String? {
        if [".", ".."].contains(where: segments.containsBytes) {
            return "The path must have no segment that is . or .. alone."
        }
        return segments.dropLast().contains(where: { $0.isEmpty }) ? "The path must have no empty segment." : nil
    }
}
