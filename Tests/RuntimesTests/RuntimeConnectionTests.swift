import HTTPMessage
import POSIX
import TestSupport
import Testing

@testable import Runtimes

/// Calls to a Runtime API that takes them and never answers.
struct RuntimeConnectionTests {
    /// Nobody accepts its connections: the system makes them, and holds what is sent.
    private final class SilentServer {
        let listener: FileDescriptor
        let address: SocketAddress

        init() throws {
            let loopback = try LoopbackListener()
            listener = loopback.descriptor
            address = try #require(SocketAddress(loopback.address))
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
