import ASCII
import HTTPMessage
import JSON

// A dry run is asked for by the query parameter `dryRun`. Whoever asks for one in another way means one too, and would
// cancel if that were ignored: it is refused (ruling C11).
extension RequestContext {
    func isDryRun(_ body: JSONValue?) throws(RequestError) -> Bool {
        try refuseUnknownParameters()
        if let place = misplacedDryRun(body) { throw .problem(.misplacedDryRun(place)) }
        let given = request.query.parameters.filter { QueryParameter.dryRun.isNamed($0.name) }
        if given.isEmpty { return false }
        switch given.count == 1 ? Array(given[0].value.utf8.prefix(6)) : [] {
        case Array("true".utf8): return true
        case Array("false".utf8): return false
        // It may be a misspelt request for a dry run.
        default: throw .problem(.badRequest("\"dryRun\" must be true or false, once."))
        }
    }

    private func refuseUnknownParameters() throws(RequestError) {
        for parameter in request.query.parameters
        where !route.query.contains(where: { $0.isNamed(parameter.name) }) {
            // An unknown one may be a member of the body.
            if request.query.isMixed, !parameter.name.readsDryRun { continue }
            throw .problem(.unknownParameter(parameter.name, known: route.query))
        }
    }

    /// Which part of the request reads as a dry run, other than the query; the beginning of the error text.
    private func misplacedDryRun(_ body: JSONValue?) -> String? {
        if let name = request.fields.names.first(where: { $0.readsDryRun }) {
            return "The header field \"\(name.excerpt)\""
        }
        let preferences = request.fields.values("Prefer")
        if request.fields.isUnusable("Prefer") || preferences.contains(where: { $0.dryRunWord != nil }) {
            return "The header field \"Prefer\""
        }
        return body.flatMap(misplacedDryRun(in:)).map { "\"\($0.excerpt)\" in the body" }
    }

    /// A member that is called so. In a body that is no object, what stands in a member's place.
    private func misplacedDryRun(in body: JSONValue) -> String? {
        switch body {
        case .object(let object): object.members.first { $0.name.readsDryRun && !isParameter($0) }?.name
        case .array(let elements): elements.lazy.compactMap(misplacedDryRun(in:)).first
        case .string(let text): text.dryRunWord
        default: nil
        }
    }

    /// Whether the platform hands the member on as a query parameter too, by which it is a dry run already.
    private func isParameter(_ member: JSONObject.Member) -> Bool {
        request.query.isMixed && QueryParameter.dryRun.isNamed(member.name) && member.value.string != nil
    }
}

extension String {
    private static let dryRunNames = ["dryrun", "xdryrun", "isdryrun", "xisdryrun"]

    /// Whether the text is `dryRun`, less case, hyphens, underscores, spaces, tabs, dots and a leading `X-` or `is`.
    fileprivate var readsDryRun: Bool {
        let letters = utf8.lazy.filter { !Self.isSeparator($0) }.map { $0.asciiLowercased }
        return Self.dryRunNames.contains { letters.elementsEqual($0.utf8) }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "."): true
        default: false
        }
    }

    /// The first part of a list of preferences (RFC 7240), or of a form's text, that reads so.
    fileprivate var dryRunWord: String? {
        Parts(of: utf8[...]) { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "=")
                || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\"")
        }
        .lazy.map { String(Substring($0)) }.first { $0.readsDryRun }
    }
}
