import Cancellation
import JSON
import Storage

package enum ImportError: Error, Equatable {
    case refused(ImportRefusal)
    case store(StoreError)
}

/// Why a line cannot be imported.
package enum ImportRefusal: Error, Equatable {
    case tooLong
    case notJSON(JSONError)
    case notAnObject
    case tooDeep
    case notARecord(RecordError)
    /// An earlier line has the same record.
    case repeated(RecordKey, firstLine: Int)
    /// The store has the record with another content.
    case different(RecordKey)
}

extension ImportRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLong: "the line has more than \(Importer.maximumLineBytes) bytes"
        case .notJSON(let error): "not JSON: \(error)"
        case .notAnObject: "not a JSON object"
        case .tooDeep: "nested deeper than \(Importer.maximumLevels) levels"
        case .notARecord(let error): "not a record: \(error)"
        case .repeated(let key, let firstLine): "\(key) stands in line \(firstLine) already"
        case .different(let key): "\(key) is there with other content; --replace overwrites it"
        }
    }
}
