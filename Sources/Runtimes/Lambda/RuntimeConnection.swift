import HTTPMessage
import POSIX

/// The Runtime API over one persistent HTTP/1.1 connection.
package final class RuntimeConnection: RuntimeClient {
    private let address: SocketAddress
    private let termination: Termination?
    /// The connection to use for the next call.
    private var idle: Connection?

    /// With a `termination`, `next` is neither sent nor waited for once SIGTERM has come.
    package init(_ address: SocketAddress, until termination: Termination? = nil) {
        self.address = address
        self.termination = termination
    }

    /// If the server has closed a reused connection, connects again, once. An answer is sent again only if the server
    /// cannot have received all of the first attempt: otherwise it may already have been accepted.
    package func send(_ call: RuntimeCall) throws(HTTPError) -> HTTPResponse? {
        if call == .next, termination?.isRequested == true { return nil }
        // An idle connection that is readable was closed, or holds bytes that answer no call. `next` can be repeated
        // and needs no such check.
        if call != .next, idle?.file.isReadable == true { idle = nil }
        let isReused = idle != nil
        do { return try exchange(call) } catch {
            switch error {
            case .notSent where isReused, .failed(.noResponse) where isReused && call == .next: break
            case .notSent(let error), .failed(let error): throw error
            }
        }
        do { return try exchange(call) } catch {
            switch error {
            case .notSent(let error), .failed(let error): throw error
            }
        }
    }

    private enum ExchangeError: Error {
        /// The server cannot have received the whole request.
        case notSent(HTTPError)
        case failed(HTTPError)
    }

    private func exchange(_ call: RuntimeCall) throws(ExchangeError) -> HTTPResponse? {
        let connection: Connection
        if let idle {
            connection = idle
        } else {
            do { connection = try Connection(address) } catch { throw .failed(.system(error)) }
        }
        idle = nil
        do throws(SystemError) {
            try connection.file.write(call.request(host: address.text))
        } catch {
            // A server may refuse a request before it has read all of it.
            guard let (response, _) = try? connection.reader.next() else { throw .notSent(.system(error)) }
            return response
        }
        do throws(HTTPError) {
            if call == .next, let termination, try connection.isInterrupted(by: termination) { return nil }
            let (response, isPersistent) = try connection.reader.next()
            if isPersistent, connection.reader.isEmpty { idle = connection }
            return response
        } catch { throw .failed(error) }
    }
}

/// A socket; closed when the last reference to it goes.
private final class Connection {
    private static let chunkBytes = 1 << 16

    let file: FileDescriptor
    var reader: HTTPResponseReader

    init(_ address: SocketAddress) throws(SystemError) {
        let file = try FileDescriptor.connect(to: address)
        self.file = file
        reader = HTTPResponseReader(maximumBodyBytes: Pipe.maximumEnvelopeBytes) { () throws(HTTPError) in
            do throws(SystemError) { return try file.read(upTo: Self.chunkBytes) } catch {
                if error.code == ECONNRESET { return [] }
                throw .system(error)
            }
        }
    }

    deinit { file.close() }

    /// Waits for the response to begin; true if SIGTERM came first.
    func isInterrupted(by termination: Termination) throws(HTTPError) -> Bool {
        do { return try termination.comesBefore(file) } catch { throw .system(error) }
    }
}
