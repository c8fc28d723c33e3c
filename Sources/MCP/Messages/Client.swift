import JSON

/// The revisions of the protocol that are served (https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning).
enum Revision {
    /// Each request says its version and the client's capabilities.
    static let stateless = "2026-07-28"
    /// Those with a handshake, newest first. Earlier ones have batches, which are not served.
    static let withHandshake = ["2025-11-25", "2025-06-18"]
}

/// Who sent a request, as far as the protocol says.
struct Client {
    enum Era {
        /// Opened by `initialize`, which holds for the rest of the process.
        case handshake
        case stateless
    }

    let era: Era
    /// Whether the host can ask a person, by a form.
    let canAskPerson: Bool

    /// From `initialize`.
    init(initialize params: JSONObject) {
        era = .handshake
        canAskPerson = Self.canAskPerson(params["capabilities"]?.object ?? [:])
    }

    /// From the `_meta` of a request; nil if it says no version, as before `2026-07-28`. Refuses a version that is not
    /// served, and a request that does not say what the client can do.
    init?(meta: JSONObject) throws(ProtocolError) {
        guard let version = meta["io.modelcontextprotocol/protocolVersion"] else { return nil }
        guard let version = version.string else {
            throw .invalidParams("io.modelcontextprotocol/protocolVersion must be a string.")
        }
        guard version == Revision.stateless else { throw .unsupportedVersion(version) }
        guard let capabilities = meta["io.modelcontextprotocol/clientCapabilities"]?.object else {
            throw .invalidParams("io.modelcontextprotocol/clientCapabilities must be an object.")
        }
        era = .stateless
        canAskPerson = Self.canAskPerson(capabilities)
    }

    /// A client that names no mode has forms; one that names others only has none.
    private static func canAskPerson(_ capabilities: JSONObject) -> Bool {
        guard let modes = capabilities["elicitation"]?.object else { return false }
        return modes.isEmpty || modes["form"]?.object != nil
    }
}
