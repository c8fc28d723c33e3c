import POSIX
import TestSupport
import Testing

struct FileSystemTests {
    @Test(
        "a file system that may be elsewhere, or in memory, is known by its type in statfs(2)",
        arguments: [
            (0x6969, .network("NFS")), (0xFF53_4D42, .network("SMB")), (0xFE53_4D42, .network("SMB")),
            (0x00C3_6400, .network("Ceph")), (0x0102_1997, .unknown("9p")), (0x6573_5546, .unknown("FUSE")),
            (0x0102_1994, .memory("tmpfs")), (0xEF53, .local), (0x5846_5342, .local), (0x9123_683E, .local),
            (0, .local),
        ] as [(UInt32, FileSystem)])
    func types(_ type: UInt32, _ expected: FileSystem) { #expect(FileSystem(type: type) == expected) }

    @Test("the file system of an open file is known") func known() throws {
        let directory = try TemporaryDirectory()
        let file = try FileDescriptor.open(directory.url.path, .read)
        defer { file.close() }
        _ = try file.fileSystem()
    }

    @Test("/dev/shm is in memory", .enabled(if: access("/dev/shm", F_OK) == 0, "needs /dev/shm")) func shared() throws {
        let file = try FileDescriptor.open("/dev/shm", .read)
        defer { file.close() }
        try #expect(file.fileSystem() == .memory("tmpfs"))
    }
}
