import Cancellation
import JSON
import Storage

extension Record {
    /// A record out of its exported form: the document with its `kind` in front of it.
    package init(exported: JSONObject) throws(RecordError) {
        guard let kind = exported["kind"]?.string else { throw RecordError("kind", "must be a string") }
        var document = exported
        document["kind"] = nil
        switch RecordKind(kind) {
        case CleaningJob.kind: self = try CleaningJob(document).record
        case DispatchJob.kind: self = try DispatchJob(document).record
        case WorkOrder.kind: self = try WorkOrder(document).record
        case WorkOrderNote.kind: self = try WorkOrderNote(document).record
        default: throw RecordError("kind", "is none of \(Self.kinds)")
        }
    }

    private static let exportedKinds = [CleaningJob.kind, DispatchJob.kind, WorkOrder.kind, WorkOrderNote.kind]
    private static let kinds = exportedKinds.map { $0.name }.joined(separator: ", ")

    /// What `init(exported:)` takes back; `nil` for what a store keeps for its own use.
    package var exported: JSONObject? {
        guard Self.exportedKinds.contains(key.kind) else { return nil }
        return document.prepending("kind", .string(key.kind.name))
    }
}
