import JSON
import TestSupport
import Testing

/// An answer as `curl --include` writes it.
struct HTTPAnswer {
    let status: Int
    let fields: [(name: String, value: String)]
    let bytes: [UInt8]

    init(_ ended: Ended) throws {
        try #require(ended.ending == .exit(0), "\(ended.ending): \(ended.errors)")
        var rest = ended.text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        // An interim answer is a head alone.
        while rest.first?.prefixMatch(of: /HTTP\S+ 1\d\d/) != nil { rest = rest.dropFirst(2) }
        let words = try #require(rest.first).split(separator: " ")
        rest = rest.dropFirst()
        status = try #require(words.dropFirst().first.flatMap { Int($0) })
        fields = rest.prefix { $0 != "" }.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), parts[1].trimmingPrefix(" ").description)
        }
        bytes = Array(rest.dropFirst(fields.count + 1).joined(separator: "\r\n").utf8)
    }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    var body: JSONValue { get throws { try JSONValue(parsing: bytes) } }
}
