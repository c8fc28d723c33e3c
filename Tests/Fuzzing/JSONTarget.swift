import Cancellation
import Importing
import JSON
import Storage

/// Bodies and lines of records: any bytes.
enum JSONTarget {
    static func check(_ bytes: [UInt8]) {
        do throws(JSONError) {
            let value = try JSONValue(parsing: bytes)
            checkWriting(value)
            if let object = value.object { checkRecord(object) }
        } catch {
            demand((0...bytes.count).contains(error.offset), "the offset of an error is inside the text")
            demand(!"\(error)".isEmpty, "an error has a text")
        }
    }

    private static func checkWriting(_ value: JSONValue) {
        let written = value.bytes
        demand(!written.contains { $0 < 0x20 }, "what is written is one line, without control characters")
        do throws(JSONError) {
            let again = try JSONValue(parsing: written)
            demand(again == value, "what is written is read as what it was")
            demand(again.bytes == written, "writing is a fixpoint")
        } catch { demand(false, "what is written is JSON, but \(error)") }
    }

    private static func checkRecord(_ object: JSONObject) {
        guard let record = try? Record(exported: object) else { return }
        let again = record.exported.flatMap { try? Record(exported: $0) }
        demand(again == record, "a record that was taken is exported as what it was")
    }
}
