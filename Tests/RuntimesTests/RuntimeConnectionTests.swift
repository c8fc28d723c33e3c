import HTTPMessage
import POSIX
import Testing

@testable import Runtimes

/// Calls to a Runtime API that takes them and never answers.
struct RuntimeConnectionTests {
    /// Nobody accepts its connections: the system makes them, and holds what is sent.
    private final class SilentServer {
        let listener: FileDescriptor
        let address: SocketAddress

        init() throws {
            let number = socket(AF_INET, streamSocket, 0)
            listener = FileDescriptor(number: number, name: "the listening socket")
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isListening = withUnsafeMutablePointer(to: &name) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(number, $0, size) == 0 && listen(number, 16) == 0 && getsockname(number, $0, &size) == 0
                }
            }
            try #require(isListening)
            address = try #require(SocketAddress("127.0.0.1:\(UInt16(bigEndian: name.sin_port))"))
        }

        deinit { listener.close() }
    }

    private static func calls() throws -> [RuntimeCall] {
        let id = try #require(InvocationID("1"))
        return [
            .response(id, []), .initError(.configuration("x")),
            // More than the connection holds.
            .response(id, [UInt8](repeating: 0, count: 64 << 20)),
        ]
    }

    @Test("a call that is not answered by its deadline fails", .timeLimit(.minutes(1)), arguments: try calls())
    func deadline(_ call: RuntimeCall) throws {
        let server = try SilentServer()
        let connection = RuntimeConnection(server.address, limitMilliseconds: 20)
        let error = #expect(throws: HTTPError.self) { try connection.send(call) }
        guard case .system(let system) = error else {
            Issue.record("it has another error")
            return
        }
        #expect(system.code == ETIMEDOUT)
        #expect(system.subject == server.address.text)
    }

    @Test("a call fails if nobody listens") func refused() throws {
        let address = try SilentServer().address
        let connection = RuntimeConnection(address, limitMilliseconds: 20)
        let error = #expect(throws: HTTPError.self) { try connection.send(.initError(.configuration("x"))) }
        #expect(error == .system(SystemError("connect to", address.text, code: ECONNREFUSED)))
    }
}
