import POSIX

/// A file without a name for intermediate results, which is made when something is first written to it.
final class ScratchFile {
    private let directory: String?
    private var file: FileDescriptor?
    private var end = 0

    /// In the directory; where temporary files are without one, or if it takes no new files.
    init(in directory: String?) { self.directory = directory }

    deinit { file?.close() }

    /// Returns where the values are now, in bytes.
    func append<Value: BitwiseCopyable>(_ values: [Value]) throws(IndexError) -> Range<Int> {
        let start = end
        // Typed throws do not pass through `withUnsafeBytes`.
        let result = values.withUnsafeBytes { bytes in
            Result { () throws(SystemError) in try opened().write(bytes, at: start) }
        }
        do { try result.get() } catch { throw .system(error) }
        end += values.count * MemoryLayout<Value>.stride
        return start..<end
    }

    func values<Value: BitwiseCopyable>(at range: Range<Int>) throws(IndexError) -> [Value] {
        let count = range.count / MemoryLayout<Value>.stride
        var failed: SystemError?
        let values = [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(SystemError) {
                let read = try opened().read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
                initialized = read / MemoryLayout<Value>.stride
            } catch { failed = error }
        }
        if let failed { throw .system(failed) }
        guard values.count == count else { throw .damaged }
        return values
    }

    private func opened() throws(SystemError) -> FileDescriptor {
        if let file { return file }
        let made: FileDescriptor
        if let directory, let inDirectory = try? FileDescriptor.temporary(in: directory) {
            made = inDirectory
        } else {
            made = try FileDescriptor.temporary()
        }
        file = made
        return made
    }
}
