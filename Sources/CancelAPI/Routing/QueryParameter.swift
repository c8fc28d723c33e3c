import ASCII

/// A query parameter, by the name that clients give it. A route lists those that it takes: requests are checked, and the
/// OpenAPI document is made, by that list.
enum QueryParameter: String {
    case status
    case limit
    case cursor
    case dryRun

    /// Names are compared literally, apart from `dryRun`, which may come in any case (ruling C11).
    func isNamed(_ name: String) -> Bool {
        self == .dryRun ? name.equalsIgnoringASCIICase(rawValue) : name.utf8.elementsEqual(rawValue.utf8)
    }

    /// Its name in `Components.parameters`.
    var component: String {
        switch self {
        case .status: "Status"
        case .limit: "Limit"
        case .cursor: "Cursor"
        case .dryRun: "DryRun"
        }
    }
}
