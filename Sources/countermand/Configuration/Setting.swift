import POSIX

/// The name of an environment variable, and its value unless it is missing. It may have come from the option of that name.
struct Setting {
    let name: String
    /// Not necessarily UTF-8.
    let bytes: [UInt8]?

    /// The value. Refuses one that is not UTF-8, and an empty one: it would switch off what the setting is for.
    func text() throws(CommandError) -> String? {
        guard let bytes = try nonEmptyBytes() else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw unusable("is not UTF-8") }
        return text
    }

    /// The value as bytes. Refuses an empty one.
    func nonEmptyBytes() throws(CommandError) -> [UInt8]? {
        if bytes?.isEmpty == true { throw unusable("is empty: give it a value, or remove it") }
        return bytes
    }

    /// The same setting, as missing where it is empty.
    var unlessEmpty: Setting { Setting(name: name, bytes: bytes?.isEmpty == true ? nil : bytes) }

    /// An error that says why the value cannot be used, or what it must be; `why` follows the name of the variable.
    func unusable(_ why: String) -> CommandError { CommandError(.configuration, "\(name) \(why)") }
}

extension Arguments {
    /// The setting with the value of its option, or else of its environment variable.
    func setting(_ option: Option) -> Setting {
        value(of: option).map { Setting(name: option.variable, bytes: Array($0.utf8)) } ?? Setting(of: option)
    }
}

extension Setting {
    /// The setting as the environment has it, which is all that platforms give.
    init(of option: Arguments.Option) {
        self.init(name: option.variable, bytes: Process.environmentBytes(option.variable))
    }
}
