import POSIX
import Testing

struct SocketAddressTests {
    @Test func `localhost is this machine`() {
        #expect(SocketAddress("localhost:9001") == SocketAddress("127.0.0.1:9001"))
        #expect(SocketAddress("127.0.0.1:9001") != SocketAddress("127.0.0.1:9002"))
        #expect(SocketAddress("127.0.0.1:9001") != SocketAddress("127.0.0.2:9001"))
    }

    @Test(
        "anything but an address and a port is refused",
        arguments: [
            "", ":", "127.0.0.1", "127.0.0.1:", ":9001", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:-1",
            "127.0.0.1:+1", "127.0.0.1:9001:", "127.0.0:9001", "256.0.0.1:9001", "example.com:80", "[::1]:9001",
            "http://127.0.0.1:9001", "127.0.0.1:9001/", " 127.0.0.1:9001",
        ])
    func refused(_ text: String) { #expect(SocketAddress(text) == nil) }
}
