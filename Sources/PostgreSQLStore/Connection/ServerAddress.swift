#if Network
    import ASCII
    import CPostgreSQL

    /// The address of a server, as a URI of libpq's:
    /// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
    package struct ServerAddress: Equatable, CustomStringConvertible {
        /// May have a password in it.
        let text: String
        /// Without what must not be shown.
        package let description: String

        package static let schemes = ["postgresql://", "postgres://"]

        /// Returns nil for what libpq does not take. Its own messages are not shown: they quote what may be a part of the
        /// password.
        package init?(_ text: String) {
            guard let scheme = Self.schemes.first(where: { text.hasPrefix($0) }) else { return nil }
            // A password with an `@` or a `/` that is not escaped would be taken for a part of the host or the database.
            let path = text.utf8.dropFirst(scheme.utf8.count).prefix { $0 != UInt8(ascii: "?") }
            let authority = path.prefix { $0 != UInt8(ascii: "/") }
            let isAt: (UInt8) -> Bool = { $0 == UInt8(ascii: "@") }
            guard path.count(where: isAt) <= 1, path.count(where: isAt) == authority.count(where: isAt),
                !text.utf8.contains(0)
            else { return nil }
            guard let options = PQconninfoParse(text, nil) else { return nil }
            defer { PQconninfoFree(options) }
            var shown: [String: String] = [:]
            var option = options
            while let keyword = option.pointee.keyword {
                if let value = option.pointee.val { shown[String(cString: keyword)] = String(cString: value) }
                option += 1
            }
            let ports = (shown["port"] ?? "").split(separator: ",")
            guard ports.allSatisfy({ UInt16($0) != nil }) else { return nil }
            self.text = text
            description =
                Self.schemes[0] + (shown["host"] ?? "") + (shown["port"].map { ":" + $0 } ?? "")
                + (shown["dbname"].map { "/" + $0 } ?? "")
        }
    }
#endif
