import Storage
import Testing

@testable import Cancellation

@Suite struct WorkOrderScopesTests {
    private static let jane = "jane@example.org"

    @Test("A work order is part of the lists of all, of its client, of its email and of both")
    func scopes() throws {
        let all = Scope.all
        let client = Scope.client(1)
        let email = Scope.email(EmailAddress(Self.jane)!)
        #expect(
            try workOrder(1, client: 1, email: "Jane@Example.org").record.scopes
                == [all, client, email, .both(1, EmailAddress(Self.jane)!)])
        #expect(try workOrder(1, client: 1).record.scopes == [all, client])
        #expect(try workOrder(1, email: "jane@example.org").record.scopes == [all, email])
        #expect(try workOrder(1).record.scopes == [all])
    }

    @Test(
        "R3.8 what a caller may see is a list of scopes, none within another",
        arguments: [
            (access(["admin"], email: jane, client: 1), [.all]),
            (access(["staff", "client", "client_admin"], email: jane, client: 1), [.all]),
            (access(["admin"], context: 2), [.client(2)]),
            (access(["staff", "admin"], context: 2), [.client(2)]),
            (access(["admin", "client_admin", "client"], email: jane, client: 1, context: 2), [.client(2)]),
            (access(["client_admin"], client: 1, context: 2), [.client(1)]),
            (access(["client"], email: "Jane@Example.ORG"), [.email(EmailAddress(jane)!)]),
            (access(["client_admin", "client"], email: jane, client: 1), [.client(1), .email(EmailAddress(jane)!)]),
            (access(["client_admin", "client"]), []),
            (access(["dispatcher"], email: jane, client: 1), []),
        ] as [(WorkOrderAccess, [Scope])])
    func visibleScopes(access: WorkOrderAccess, scopes: [Scope]) {
        #expect(access.seesAny != scopes.isEmpty)
        for status in WorkOrder.Status.allCases {
            #expect(access.visibleLists(status) == scopes.map { WorkOrder.list($0, status) })
        }
        #expect(Set(access.visibleLists(nil)) == Set(WorkOrder.Status.allCases.flatMap { access.visibleLists($0) }))
    }

    /// Every combination of two clients or none, two emails or none, and a status.
    private static func everyKind() throws -> [WorkOrder] {
        var workOrders: [WorkOrder] = []
        for client in [1, 2, nil] {
            for email in ["jane@example.org", "ann@example.org", nil] {
                // Different numbers of each, so that no two sums are alike by chance.
                for status in WorkOrder.Status.allCases {
                    for _ in 0...(workOrders.count % 3) {
                        workOrders.append(
                            try workOrder(
                                workOrders.count + 1, client: client, email: email, status: status.rawValue))
                    }
                }
            }
        }
        return workOrders
    }

    @Test(
        "R3.8 the counts are those of what the caller may see, each work order once",
        arguments: [
            access(["admin"]), access(["staff"]), access(["admin"], context: 2), access(["client_admin"], client: 1),
            access(["client"], email: jane), access(["client_admin", "client"], email: jane, client: 1),
            access(["admin", "client_admin", "client"], email: jane, client: 1, context: 2),
            access(["staff", "client"], email: jane, context: 1), access(["client"]),
        ])
    func visibleCounts(access: WorkOrderAccess) throws {
        let store = InMemoryStore()
        let workOrders = try Self.everyKind()
        try put(workOrders.map(\.record), into: store)
        let counts = access.visibleCounts { store.counts(of: $0) }
        let visible = workOrders.filter { access.verdictOnReading($0) == .allowed }
        for status in WorkOrder.Status.allCases {
            #expect(counts[status, default: 0] == visible.count { $0.status == status }, "\(status)")
        }
    }

    @Test("A failure to count is passed on")
    func failure() {
        #expect(throws: StoreError.unavailable("gone")) {
            try access(["admin"]).visibleCounts { _ throws(StoreError) in throw .unavailable("gone") }
        }
    }
}
