import POSIX

extension FileDescriptor {
    /// The value at `offset`, or nil if the file ends before its last byte.
    func value<Value: BitwiseCopyable>(at offset: Int) throws(SystemError) -> Value? {
        let size = MemoryLayout<Value>.size
        let bytes = try read(at: offset, count: size)
        return bytes.count == size ? bytes.withUnsafeBytes { $0.loadUnaligned(as: Value.self) } : nil
    }
}
