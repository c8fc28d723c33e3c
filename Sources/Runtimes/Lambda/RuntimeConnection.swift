import HTTPMessage
import POSIX

/// The Runtime API over one persistent HTTP/1.1 connection.
package final class RuntimeConnection: RuntimeClient {
    /// How long the Runtime API may take for anything but `next`. Events that it delivers wait for the loop meanwhile.
    private static let defaultLimitMilliseconds = 10_000

    private let address: SocketAddress
    private let limitMilliseconds: Int
    private let termination: Termination?
    /// The connection to use for the next call.
    private var idle: Connection?

    /// With a `termination`, `next` is neither sent nor waited for once SIGTERM has come.
    package convenience init(_ address: SocketAddress, until termination: Termination? = nil) {
        self.init(address, until: termination, limitMilliseconds: Self.defaultLimitMilliseconds)
    }

    init(_ address: SocketAddress, until termination: Termination? = nil, limitMilliseconds: Int) {
        self.limitMilliseconds = limitMilliseconds
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
        // The platform freezes the process in `next`, for as long as it likes.
        let deadline = call == .next ? nil : Deadline(inMilliseconds: limitMilliseconds)
        do { return try exchange(call, until: deadline) } catch {
            switch error {
            case .notSent where isReused, .failed(.noResponse) where isReused && call == .next: break
            case .notSent(let error), .failed(let error): throw error
            }
        }
        do { return try exchange(call, until: deadline) } catch {
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

    private func exchange(_ call: RuntimeCall, until deadline: Deadline?) throws(ExchangeError) -> HTTPResponse? {
        let connection: Connection
        if let idle {
            connection = idle
        } else {
            do { connection = try Connection(address, until: deadline) } catch { throw .failed(.system(error)) }
        }
        idle = nil
        connection.reader.deadline = deadline
        do throws(SystemError) {
            try connection.file.write(call.request(host: address.text), until: deadline)
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

    init(_ address: SocketAddress, until deadline: Deadline?) throws(SystemError) {
        let file = try FileDescriptor.connect(to: address, until: deadline)
        self.file = file
        reader = HTTPResponseReader(maximumBodyBytes: Pipe.maximumEnvelopeBytes) { deadline throws(HTTPError) in
            do throws(SystemError) { return try file.read(upTo: Self.chunkBytes, until: deadline) } catch {
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
