import POSIX
import Testing

struct DirectoryTests {
    @Test(arguments: ["one", "one/two/three", "one/two/three/", "one//two"])
    func `a directory is made with its parents, and again without an error`(path: String) throws {
        try withTemporaryDirectory { root throws in
            for _ in 0..<2 {
                try Directory.make(root + "/" + path)
                try Directory.synchronize(root + "/" + path)
            }
        }
    }

    @Test func `nothing can be made below a file`() throws {
        try withTemporaryDirectory { root throws in
            try FileDescriptor.open(root + "/file", .make).close()
            let path = root + "/file/below"
            #expect(throws: SystemError("make the directory", path, code: ENOTDIR)) { try Directory.make(path) }
        }
    }

    @Test func `a directory without a name cannot be made`() {
        #expect(throws: SystemError("make the directory", "", code: ENOENT)) { try Directory.make("") }
    }

    @Test func `a missing directory cannot be synced`() throws {
        try withTemporaryDirectory { root throws in
            #expect(throws: SystemError("open", root + "/none", code: ENOENT)) {
                try Directory.synchronize(root + "/none")
            }
        }
    }
}
