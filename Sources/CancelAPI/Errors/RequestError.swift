import Identity
import Storage

/// Why a request is not answered with what it asks for.
enum RequestError: Error {
    case unauthenticated(Authenticator.Failure)
    case problem(Problem)
    case store(StoreError)
}
