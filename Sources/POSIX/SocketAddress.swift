import ASCII

/// An IPv4 address and a TCP port. The only name supported is `localhost`.
package struct SocketAddress: Equatable, Sendable {
    let host: in_addr_t
    let port: UInt16
    /// The text that the address was parsed from.
    package let text: String

    /// Accepts forms such as `127.0.0.1:9001` and `localhost:9001`; returns nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.allSatisfy({ $0.isASCIIDigit }),
            let port = UInt16(parts[1]), port > 0
        else { return nil }
        var address = in_addr()
        guard inet_pton(AF_INET, parts[0] == "localhost" ? "127.0.0.1" : String(parts[0]), &address) == 1 else {
            return nil
        }
        host = address.s_addr
        self.port = port
        self.text = text
    }

    package static func == (one: SocketAddress, other: SocketAddress) -> Bool {
        one.host == other.host && one.port == other.port
    }
}

extension FileDescriptor {
    /// Connects to the server, in non-blocking mode. What is written is sent without delay (`TCP_NODELAY`).
    package static func connect(
        to address: SocketAddress, until deadline: Deadline? = nil
    ) throws(SystemError) -> FileDescriptor {
        let number = socket(AF_INET, streamSocket, 0)
        guard number >= 0 else { throw SystemError("make a socket for", address.text) }
        let connection = FileDescriptor(number: number, name: address.text)
        var one: CInt = 1
        _ = setsockopt(number, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = address.port.bigEndian
        target.sin_addr.s_addr = address.host
        let result = withUnsafePointer(to: target) { target in
            target.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                POSIX.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        do throws(SystemError) {
            if result != 0 {
                guard errno == EINPROGRESS else { throw SystemError("connect to", address.text) }
                try connection.wait(for: POLLOUT, until: deadline, "connect to")
                try connection.requireConnection()
            }
        } catch {
            connection.close()
            throw error
        }
        return connection
    }

    private func requireConnection() throws(SystemError) {
        var code: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        guard getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0 else {
            throw SystemError("connect to", name, code: code == 0 ? errno : code)
        }
    }

    /// Whether a read would return at once, with bytes or with the end of the file.
    package var isReadable: Bool {
        var poll = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return POSIX.poll(&poll, 1, 0) > 0
    }
}
