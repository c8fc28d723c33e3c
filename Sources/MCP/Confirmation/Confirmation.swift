/// What a change is carried out on: that somebody has seen what it would do to the record as it was.
struct Confirmation: Equatable {
    /// The `Idempotency-Key` that the change is sent with: whatever is sent with it again is not carried out again.
    let requestKey: String
    /// Of the record as it was shown, the `If-Match` of the change.
    let entityTag: String
    /// In milliseconds since 1970.
    let expires: Int64
}
