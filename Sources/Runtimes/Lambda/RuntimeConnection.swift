import HTTPMessage
import POSIX

/// The Runtime API over one HTTP/1.1 connection, which is kept.
package final class RuntimeConnection: RuntimeClient {
    private let address: SocketAddress
    private let termination: Termination?
    private var kept: Connection?

    /// With a `termination`, `next` is not asked, and not waited for, once SIGTERM has come.
    package init(_ address: SocketAddress, until termination: Termination? = nil) {
        self.address = address
        self.termination = termination
    }

    /// A connection that the server has closed meanwhile is made anew, once. An answer is sent again only where the
    /// server cannot have had all of it: whether one that it has had was taken is nobody's to guess.
    package func send(_ call: RuntimeCall) throws(HTTPFailure) -> HTTPReply? {
        if call == .next, termination?.isRequested == true { return nil }
        // Bytes that nobody asked for are as good as the end. `next` may be asked again and needs no such care.
        if call != .next, kept?.file.isReadable == true { kept = nil }
        let wasKept = kept != nil
        do { return try exchange(call) } catch {
            switch error {
            case .unsent where wasKept, .failed(.unanswered) where wasKept && call == .next: break
            case .unsent(let failure), .failed(let failure): throw failure
            }
        }
        do { return try exchange(call) } catch {
            switch error {
            case .unsent(let failure), .failed(let failure): throw failure
            }
        }
    }

    private enum Fault: Error {
        /// The server cannot have had the whole request.
        case unsent(HTTPFailure)
        case failed(HTTPFailure)
    }

    /// Keeps the connection only after a reply behind which another may come.
    private func exchange(_ call: RuntimeCall) throws(Fault) -> HTTPReply? {
        let connection: Connection
        if let kept {
            connection = kept
        } else {
            do { connection = try Connection(address) } catch { throw .failed(.system(error)) }
        }
        kept = nil
        do throws(SystemError) {
            try connection.file.write(call.request(host: address.text))
        } catch {
            // A server may refuse a request before it has read all of it.
            guard let (reply, _) = try? connection.reader.reply() else { throw .unsent(.system(error)) }
            return reply
        }
        do throws(HTTPFailure) {
            if call == .next, let termination, try connection.isSilent(until: termination) { return nil }
            let (reply, isLast) = try connection.reader.reply()
            if !isLast, connection.reader.isEmpty { kept = connection }
            return reply
        } catch { throw .failed(error) }
    }
}

/// A socket, closed with the last one who holds it.
private final class Connection {
    private static let chunkBytes = 1 << 16

    let file: FileDescriptor
    var reader: HTTPReader

    init(_ address: SocketAddress) throws(SystemError) {
        let file = try FileDescriptor.connect(to: address)
        self.file = file
        reader = HTTPReader(maximumBodyBytes: Pipe.maximumEnvelopeBytes) { () throws(HTTPFailure) in
            do throws(SystemError) { return try file.read(upTo: Self.chunkBytes) } catch {
                if error.code == ECONNRESET { return [] }
                throw .system(error)
            }
        }
    }

    deinit { file.close() }

    /// Whether SIGTERM came before anything was said.
    func isSilent(until termination: Termination) throws(HTTPFailure) -> Bool {
        do { return try termination.comesBefore(file) } catch { throw .system(error) }
    }
}
