import ASCII
import Digest

/// Makes texts of confirmations that nobody can make or alter without the key, for one call of one caller alone.
///
/// The key should be random and in the memory of one process: everything that is derived from a setting could be known to
/// an agent that reads files or its own environment. What was sealed by a process that has ended does not open then, which
/// only costs another preview.
struct ConfirmationSeal {
    static let lifetimeMinutes: Int64 = 5

    /// Where a text comes from; one of the one kind does not open as the other.
    enum Purpose: UInt8 {
        /// From a preview, through the arguments of the model.
        case preview = 1
        /// From a question, back through the host beside the person's answer.
        case question = 2
    }

    enum Failure: Error {
        /// Made up, altered, or for another call or caller.
        case doesNotFit
        case expired
    }

    private let key: [UInt8]
    private let caller: [UInt8]

    /// `authorization` is the caller's credential.
    init(key: [UInt8], authorization: String) {
        self.key = key
        caller = SHA256.hash(Array(authorization.utf8))
    }

    func seal(_ confirmation: Confirmation, of call: CallDigest, _ purpose: Purpose) -> String {
        let payload = Array("\(confirmation.expires) \(confirmation.requestKey) \(confirmation.entityTag)".utf8)
        return Base64.encode(payload, .url) + "." + Base64.encode(code(of: payload, call, purpose), .url)
    }

    /// The confirmation, if it was sealed for this call and caller. `now` is in milliseconds since 1970.
    func open(_ text: String, of call: CallDigest, _ purpose: Purpose, now: Int64) throws(Failure) -> Confirmation {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 2, let payload = Base64.decode(Array(parts[0]), .url),
            let code = Base64.decode(Array(parts[1]), .url),
            equalInConstantTime(code, self.code(of: payload, call, purpose)),
            let confirmation = Confirmation(payload: payload)
        else { throw .doesNotFit }
        guard now < confirmation.expires else { throw .expired }
        return confirmation
    }

    private func code(of payload: [UInt8], _ call: CallDigest, _ purpose: Purpose) -> [UInt8] {
        HMAC.sha256([purpose.rawValue] + caller + call.bytes + payload, key: key)
    }
}

extension Confirmation {
    fileprivate init?(payload: [UInt8]) {
        let text = String(decoding: payload, as: UTF8.self)
        let parts = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map {
            Substring($0)
        }
        guard parts.count == 3, let expires = Int64(parts[0]) else { return nil }
        self.init(requestKey: String(parts[1]), entityTag: String(parts[2]), expires: expires)
    }
}
