import ASCII
import Digest

/// The entity tag of a record, out of its JSON: half of the SHA-256, in quotation marks.
package func entityTag(of json: [UInt8]) -> String {
    "\"" + String(decoding: Hexadecimal.encode(SHA256.hash(json)).prefix(32), as: UTF8.self) + "\""
}
