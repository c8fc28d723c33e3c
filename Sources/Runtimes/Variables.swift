import HTTPMessage
import POSIX

// A request's head in variables, as CGI has it and those who took after it.

extension HeaderFields {
    /// Of the variables whose names begin with `prefix`, an underscore standing for each hyphen.
    init(_ environment: Environment, prefix: String, except others: [String]) {
        self.init()
        for (name, value) in environment.variables where name.hasPrefix(prefix) && !others.contains(name) {
            let bytes = name.utf8.dropFirst(prefix.utf8.count)
                .map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
            append(String(decoding: bytes, as: UTF8.self), value)
        }
    }
}

extension Path {
    /// Why a path is not followed. Servers and clients resolve `.`, `..` and `//` each in its own way, and what one of
    /// them has let pass or forbidden may be another path here. A slash at the end is no such matter.
    var fault: String? {
        if segments.contains(where: { $0 == "." || $0 == ".." }) {
            return "The path must have no segment that is . or .. alone."
        }
        return segments.dropLast().contains("") ? "The path must have no empty segment." : nil
    }
}
