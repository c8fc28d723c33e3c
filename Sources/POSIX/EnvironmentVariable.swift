/// An environment variable that can be set any number of times without using more memory; `setenv` never frees earlier
/// values. Its memory is not freed before the process ends.
package struct EnvironmentVariable {
    private let name: String
    /// `name=value` and a NUL. The C library stores the address.
    private let text: UnsafeMutablePointer<CChar>
    private let capacity: Int

    /// Longer values are cut off after `maximumBytes`.
    package init(_ name: String, maximumBytes: Int) {
        self.name = name
        capacity = name.utf8.count + 1 + maximumBytes + 1
        text = .allocate(capacity: capacity)
    }

    /// `nil` removes the variable.
    package func set(_ value: String?) {
        // Not in the environment while it is half-written.
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
