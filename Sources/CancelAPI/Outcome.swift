import Cancellation
import HTTPMessage
import Storage

/// What became of a request: the answer, and what the operator may be told beside it.
package struct Outcome {
    package let response: Response
    /// What the answer describes to the caller only in outline.
    package let storeFailure: StoreError?
    /// Of the caller, where it is known who that is.
    package let subject: String?
    let route: Route?

    /// What is at the path, such as `/jobs/{id}/cancel`: says nothing of the one record that was meant.
    package var pattern: String? { route.map { "\($0.path)" } }
}
