import HTTPMessage
import Storage

/// The answer to a request, and what the log says of it.
package struct Outcome {
    package let response: Response
    /// Why the store failed; the answer gives the caller no details.
    package let storeFailure: StoreError?
    /// Why the caller was refused, as one word (ruling C18); nil if it was not. The answer does not say it.
    package let refusal: String?
    /// Of the authenticated caller.
    package let subject: String?
    let route: Route?

    /// The route's path, such as `/jobs/{id}/cancel`; nil if no route has the path.
    package var pattern: String? { route.map { "\($0.path)" } }
}
