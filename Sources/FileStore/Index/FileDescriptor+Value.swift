import POSIX

extension FileDescriptor {
    /// What stands at `offset`; `nil` where the file ends before.
    func value<Value: BitwiseCopyable>(at offset: Int) throws(SystemError) -> Value? {
        let size = MemoryLayout<Value>.size
        let bytes = try read(at: offset, count: size)
        return bytes.count == size ? bytes.withUnsafeBytes { $0.loadUnaligned(as: Value.self) } : nil
    }
}
