#if Network
    import JSON
    import Storage

    /// What a transaction changes of lists and of how many records they hold.
    struct ListChanges {
        struct Entry {
            let list: RecordList
            let version: Version
            let id: String
        }

        private(set) var removed: [Entry] = []
        private(set) var added: [Entry] = []
        /// By how much the number of each list changes.
        private(set) var counts: [(list: RecordList, change: Int64)] = []

        init(_ writes: [NumberedWrite]) {
            var sums: [RecordList: Int64] = [:]
            for write in writes {
                if let replaced = write.replaced {
                    for list in replaced.lists {
                        removed.append(Entry(list: list, version: replaced.version, id: write.key.id))
                        sums[list, default: 0] -= 1
                    }
                }
                for list in write.write.record.distinctLists {
                    added.append(Entry(list: list, version: write.version, id: write.key.id))
                    sums[list, default: 0] += 1
                }
            }
            counts = sums.filter { $0.value != 0 }.map { ($0.key, $0.value) }
        }

        // The form is stored, and does not change (ruling C19).
        var json: [UInt8] {
            let changes = counts.map { list, change -> JSONValue in
                [.string(list.kind.name), .string(list.scope.name), .string(list.status), .number(Int(change))]
            }
            return JSONValue.array(changes).bytes
        }

        /// Reads what `json` wrote; nil for anything else.
        static func counts(json: [UInt8]) -> [(list: RecordList, change: Int64)]? {
            guard let changes = (try? JSONValue(parsing: json))?.array else { return nil }
            var counts: [(list: RecordList, change: Int64)] = []
            for change in changes {
                guard let members = change.array, members.count == 4, let kind = members[0].string,
                    let scope = members[1].string, let status = members[2].string, let number = members[3].integer
                else { return nil }
                counts.append((RecordList(RecordKind(kind), Scope(scope), status: status), Int64(number)))
            }
            return counts
        }
    }

    extension Record {
        /// Its lists, each once.
        var distinctLists: [RecordList] {
            var distinct: [RecordList] = []
            for list in lists where !distinct.contains(list) { distinct.append(list) }
            return distinct
        }
    }
#endif
