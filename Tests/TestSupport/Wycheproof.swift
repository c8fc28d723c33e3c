import Foundation
import JSON

/// The test vectors in the folder `Tests/Wycheproof`.
package enum Wycheproof {
    package struct Unreadable: Error {
        package let file: String
    }

    /// The groups of tests in a file.
    package static func groups(in file: String) throws -> [JSONObject] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let bytes = try [UInt8](Data(contentsOf: folder.appending(path: "Wycheproof/\(file)")))
        guard let groups = try JSONValue(parsing: bytes).object?["testGroups"]?.array else {
            throw Unreadable(file: file)
        }
        return groups.compactMap(\.object)
    }
}
