import ASCII
import HTTPMessage

extension ClientRequest {
    /// A command of the shell that starts the program as a web server does (RFC 3875).
    package var cgiCommand: String {
        var variables: [(String, String)] = [
            ("GATEWAY_INTERFACE", "CGI/1.1"), ("SERVER_PROTOCOL", "HTTP/1.1"), ("REQUEST_METHOD", method),
            ("PATH_INFO", decodedPath), ("QUERY_STRING", query),
        ]
        if !body.isEmpty { variables.append(("CONTENT_LENGTH", String(body.count))) }
        for field in fields {
            let name = String(
                decoding: field.name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }.map {
                    $0.asciiUppercased
                }, as: UTF8.self)
            variables.append((name == "CONTENT_TYPE" ? name : "HTTP_" + name, field.value))
        }
        let start = variables.map { "    \($0)=\(Self.quoted($1)) \\\n" }.joined()
        let input = body.isEmpty ? "" : "printf %s \(Self.quoted(bodyText)) |\n"
        return "\(input)\(start)    countermand\(body.isEmpty ? " < /dev/null" : "")\n"
    }

    /// As the shell takes it literally.
    private static func quoted(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy({ $0.isURIUnreserved || $0 == UInt8(ascii: "/") }) { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 { bytes += byte == UInt8(ascii: "'") ? Array(#"'\''"#.utf8) : [byte] }
        return "'" + String(decoding: bytes, as: UTF8.self) + "'"
    }
}
