package import POSIX

/// A socket that listens at a free port of this machine. Whoever makes it closes it.
package struct LoopbackListener {
    package let descriptor: FileDescriptor
    /// With the port, such as `127.0.0.1:40123`.
    package let address: String

    package init() throws(SystemError) {
        let loopback = "127.0.0.1"
        let number = socket(AF_INET, streamSocket, 0)
        guard number >= 0 else { throw SystemError("make a socket at", loopback) }
        descriptor = FileDescriptor(number: number, name: "the listening socket")
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(number, $0, size) == 0 && listen(number, 16) == 0 && getsockname(number, $0, &size) == 0
            }
        }
        guard isListening else { throw SystemError("listen at", loopback) }
        address = "\(loopback):\(UInt16(bigEndian: name.sin_port))"
    }
}
