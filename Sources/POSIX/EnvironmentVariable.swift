/// An environment variable that changes as often as need be in a fixed amount of memory; `setenv` keeps every value that
/// it was ever given. Lasts as long as the process.
package struct EnvironmentVariable {
    private let name: String
    /// `name=value`, NUL at the end: the C library keeps the address.
    private let text: UnsafeMutablePointer<CChar>
    private let capacity: Int

    /// Values of more than `maximumBytes` are cut off.
    package init(_ name: String, maximumBytes: Int) {
        self.name = name
        capacity = name.utf8.count + 1 + maximumBytes + 1
        text = .allocate(capacity: capacity)
    }

    /// `nil` removes the variable.
    package func set(_ value: String?) {
        // Out of the environment while it is half-written.
        unsetenv(name)
        guard let value else { return }
        var end = 0
        for byte in "\(name)=\(value)".utf8.prefix(capacity - 1) {
            text[end] = CChar(bitPattern: byte)
            end += 1
        }
        text[end] = 0
        putenv(text)
    }
}
