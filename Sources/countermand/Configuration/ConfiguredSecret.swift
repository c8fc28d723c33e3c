import ASCII
import Identity
import POSIX

/// A secret, and a warning if others can read its file.
struct ConfiguredSecret {
    /// The owner may write the file, its group may read it.
    private static let widestPermissions: UInt32 = 0o640
    private static let maximumFileBytes = 65_536

    let secret: Secret
    private(set) var warning: String?

    init(_ bytes: [UInt8], _ setting: Setting) throws(CommandError) {
        guard let secret = Secret(bytes) else {
            throw setting.unusable("has a secret of \(bytes.count) bytes; HS256 needs at least \(Secret.minimumBytes)")
        }
        self.secret = secret
    }

    /// Line breaks at the end of the file, which editors add, are not part of the secret.
    init(file path: String, _ setting: Setting) throws(CommandError) {
        var bytes: [UInt8]
        let permissions: UInt32
        do throws(SystemError) {
            let file = try FileDescriptor.open(path, .read, waitsForWriter: true)
            defer { file.close() }
            permissions = try file.permissions()
            bytes = try file.read(count: Self.maximumFileBytes + 1)
        } catch {
            // The path is not shown: it may be a secret that begins with @.
            throw setting.unusable("names a file that cannot be read: \(error.reason)")
        }
        guard bytes.count <= Self.maximumFileBytes else {
            throw setting.unusable("names a file of more than \(Self.maximumFileBytes) bytes")
        }
        while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        try self.init(bytes, setting)
        if permissions & ~Self.widestPermissions != 0 {
            warning =
                "\(setting.name) is read from \(path), whose mode is \(Self.octal(permissions)): anyone who can read it can "
                + "sign tokens, so make it \(Self.octal(Self.widestPermissions)) or less"
        }
    }

    private static func octal(_ permissions: UInt32) -> String {
        String(UInt64(permissions), radix: 8, paddedTo: 4)
    }
}
