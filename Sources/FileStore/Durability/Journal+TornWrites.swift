import POSIX

extension Journal {
    private static let copiedAtOnceBytes = 1 << 20
    private static let maximumFilesPerOffset = 1000

    /// Moves everything after `offset` into a file `journal.torn-OFFSET` beside the journal and reports that. Nothing is cut
    /// off before the copy is on the disk, and no file is overwritten. Only for the holder of the exclusive lock.
    func moveAside(from offset: Int, syncedUpTo synced: JournalHead) throws(JournalError) {
        do throws(SystemError) {
            let path = try copyEnd(from: offset)
            let size = try file.size()
            try file.truncate(to: offset)
            // What is appended next must not share a sector with remains that a crash could bring back.
            try file.synchronize()
            let consequence =
                synced.offset > 0
                ? "nobody was answered with it" : "if this is a copy that was restored, the copy is incomplete"
            report(
                "\(file.name) ended in a write that was cut short, from byte \(offset) to \(size), which was moved to "
                    + "\(path); \(consequence)")
        } catch { throw .system(error) }
    }

    /// Copies the rest of the journal into a new file, unless an earlier attempt has left such a copy. Returns its path.
    private func copyEnd(from offset: Int) throws(SystemError) -> String {
        for number in 1...Self.maximumFilesPerOffset {
            let path = "\(directory)/journal.torn-\(offset)" + (number == 1 ? "" : ".\(number)")
            do {
                let copy = try FileDescriptor.open(path, .makeNew)
                defer { copy.close() }
                try fill(copy, from: offset)
                return path
            } catch  where error.code == EEXIST {
                // One that cannot be read is not overwritten either.
                if (try? isCopy(path, from: offset)) == true { return path }
            }
        }
        throw SystemError("make", "\(directory)/journal.torn-\(offset)", code: EEXIST)
    }

    private func fill(_ copy: FileDescriptor, from offset: Int) throws(SystemError) {
        do {
            var copied = 0
            while case let bytes = try file.read(at: offset + copied, count: Self.copiedAtOnceBytes), !bytes.isEmpty {
                try copy.write(bytes, at: copied)
                copied += bytes.count
            }
            try copy.synchronize()
            try Directory.synchronize(directory)
        } catch {
            // Half a copy would only take up the space that is missing.
            unlink(copy.name)
            throw error
        }
    }

    /// Whether a file, which is then synced, has what the journal has after `offset`.
    private func isCopy(_ path: String, from offset: Int) throws(SystemError) -> Bool {
        let copy = try FileDescriptor.open(path, .read, followsLinks: false)
        defer { copy.close() }
        guard try copy.size() == file.size() - offset else { return false }
        var compared = 0
        while case let bytes = try copy.read(at: compared, count: Self.copiedAtOnceBytes), !bytes.isEmpty {
            if try bytes != file.read(at: offset + compared, count: bytes.count) { return false }
            compared += bytes.count
        }
        try copy.synchronize()
        try Directory.synchronize(directory)
        return true
    }
}
