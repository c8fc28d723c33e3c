import Cancellation
import JSON
import Storage

/// A kind of record that can be imported and exported.
private struct ExportedKind: Sendable {
    let kind: RecordKind
    /// Segments of paths that stand where other paths have an id of this kind.
    var hiddenIDs: [String] = []
    let record: @Sendable (JSONObject) throws(RecordError) -> Record
}

extension Record {
    /// A contract adds the kinds of its records here. Records that a store keeps for the program's own use have no entry.
    private static let exportedKinds = [
        ExportedKind(kind: CleaningJob.kind) { document throws(RecordError) in try CleaningJob(document).record },
        ExportedKind(kind: DispatchJob.kind, hiddenIDs: ["cancel"]) { document throws(RecordError) in
            try DispatchJob(document).record
        },
        ExportedKind(kind: WorkOrder.kind) { document throws(RecordError) in try WorkOrder(document).record },
        ExportedKind(kind: WorkOrderNote.kind) { document throws(RecordError) in try WorkOrderNote(document).record },
    ]

    /// Reads an exported record: the document with its `kind` as one more member.
    package init(exported: JSONObject) throws(RecordError) {
        guard let name = exported["kind"]?.string else { throw RecordError("kind", "must be a string") }
        var document = exported
        document["kind"] = nil
        guard let kind = Self.exportedKinds.first(where: { $0.kind.name == name }) else {
            let names = Self.exportedKinds.map { $0.kind.name }.joined(separator: ", ")
            throw RecordError("kind", "is none of \(names)")
        }
        self = try kind.record(document)
    }

    /// Nil if nothing is to be said.
    package var importWarning: ImportWarning? {
        let isHidden = Self.exportedKinds.contains { $0.kind == key.kind && $0.hiddenIDs.contains(key.id) }
        return isHidden ? .hidden(key) : nil
    }

    /// What `init(exported:)` reads; nil if the record is for the program's own use.
    package var exported: JSONObject? {
        guard Self.exportedKinds.contains(where: { $0.kind == key.kind }) else { return nil }
        return document.prepending("kind", .string(key.kind.name))
    }
}
