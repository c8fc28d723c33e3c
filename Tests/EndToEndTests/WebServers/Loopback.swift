import POSIX
import Testing

/// Sockets of this machine.
enum Loopback {
    /// A port that was free a moment ago.
    static func freePort() throws -> Int {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(number) }
        var address = address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(number, $0, length) == 0 && getsockname(number, $0, &length) == 0
            }
        }
        try #require(isBound, "no port to be had")
        return Int(UInt16(bigEndian: address.sin_port))
    }

    static func isListening(at port: Int) -> Bool {
        var address = address(port: UInt16(port))
        return withUnsafePointer(to: &address) {
            connects(AF_INET, UnsafeRawPointer($0), MemoryLayout<sockaddr_in>.size)
        }
    }

    static func isListening(at path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) {
            connects(AF_UNIX, UnsafeRawPointer($0), MemoryLayout<sockaddr_un>.size)
        }
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func connects(_ family: CInt, _ address: UnsafeRawPointer, _ length: Int) -> Bool {
        let number = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(number) }
        return connect(number, address.assumingMemoryBound(to: sockaddr.self), socklen_t(length)) == 0
    }
}
