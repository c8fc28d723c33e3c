/// The name of an environment variable, and its value unless it is missing or empty.
struct Setting {
    let name: String
    let value: String?

    /// An error that says why the value cannot be used, or what it must be; `why` follows the name of the variable.
    func unusable(_ why: String) -> CommandError { CommandError(.configuration, "\(name) \(why)") }
}
