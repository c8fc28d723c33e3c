/// Where the files of a file system are.
package enum FileSystem: Equatable, Sendable {
    case local
    /// On another machine, or on several at once.
    case network(String)
    /// Passed through from another system, so that it may be either.
    case unknown(String)
    /// In memory: gone when the machine restarts.
    case memory(String)

    /// By the type in statfs(2); a type that is not known is taken for local.
    package init(type: UInt32) {
        switch type {
        case 0x6969: self = .network("NFS")
        case 0x517B, 0xFE53_4D42, 0xFF53_4D42: self = .network("SMB")
        case 0x7375_7245: self = .network("Coda")
        case 0x5346_414F, 0x6B41_4653: self = .network("AFS")
        case 0x00C3_6400: self = .network("Ceph")
        case 0x0BD0_0BD0: self = .network("Lustre")
        case 0x4750_4653: self = .network("GPFS")
        case 0x0116_1970: self = .network("GFS2")
        case 0x7461_636F: self = .network("OCFS2")
        case 0x0102_1997: self = .unknown("9p")
        case 0x6573_5546: self = .unknown("FUSE")
        case 0x0102_1994, 0x8584_58F6: self = .memory("tmpfs")
        default: self = .local
        }
    }
}

extension FileDescriptor {
    /// The file system that the file is on. Where the system does not say, it counts as local.
    package func fileSystem() throws(SystemError) -> FileSystem {
        guard let type = fileSystemType(number) else { throw SystemError("examine the file system of", name) }
        return FileSystem(type: type)
    }
}
