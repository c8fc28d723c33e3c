import Cancellation
import Storage
import Testing

/// What a caller is told of a work order that is there.
enum Verdict {
    case allowed
    case forbidden
    /// As if it were not there.
    case hidden

    init(_ refusal: WorkOrder.Refusal?) {
        switch refusal {
        case .notFound: self = .hidden
        case .notPermitted, .staffMayNotCancel: self = .forbidden
        case nil, .cancelled, .unknownStatus: self = .allowed
        }
    }
}

extension WorkOrderAccess {
    func verdict(on workOrder: WorkOrder, setting status: String) -> Verdict {
        guard case .refused(let refusal) = workOrder.set(status: status, by: self, intent()) else { return .allowed }
        return Verdict(refusal)
    }

    func verdictOnReading(_ workOrder: WorkOrder) -> Verdict {
        do { _ = try WorkOrder.read(workOrder, by: self) } catch { return Verdict(error) }
        return .allowed
    }
}

/// One cell of the role matrix: what a caller may do with a work order of client 1 that jane@example.org authorized.
struct Cell: Sendable, CustomTestStringConvertible {
    let name: String
    let caller: WorkOrderAccess
    let cancel: Verdict
    let complete: Verdict
    let read: Verdict

    init(
        _ name: String, _ caller: WorkOrderAccess, cancel: Verdict,
        complete: Verdict, read: Verdict
    ) {
        (self.name, self.caller, self.cancel, self.complete, self.read) = (name, caller, cancel, complete, read)
    }

    var testDescription: String { name }

    static let oneRole = [
        Cell("admin", access(["admin"]), cancel: .allowed, complete: .allowed, read: .allowed),
        Cell("staff", access(["staff"]), cancel: .forbidden, complete: .allowed, read: .allowed),
        Cell(
            "client_admin of the client", access(["client_admin"], client: 1),
            cancel: .allowed, complete: .allowed, read: .allowed),
        Cell(
            "client_admin of another client", access(["client_admin"], client: 2),
            cancel: .forbidden, complete: .forbidden, read: .forbidden),
        Cell(
            "client_admin of no client", access(["client_admin"]),
            cancel: .forbidden, complete: .forbidden, read: .forbidden),
        Cell(
            "client that authorized it", access(["client"], email: "JANE@Example.org"),
            cancel: .allowed, complete: .forbidden, read: .allowed),
        Cell(
            "client that did not", access(["client"], email: "ann@example.org", client: 1),
            cancel: .forbidden, complete: .forbidden, read: .forbidden),
        Cell(
            "client without an email", access(["client"], client: 1),
            cancel: .forbidden, complete: .forbidden, read: .forbidden),
        Cell(
            "another role, whatever its email and client",
            access(["super_admin", "dispatcher"], email: "jane@example.org", client: 1),
            cancel: .forbidden, complete: .forbidden, read: .forbidden),
        Cell("no role", access([]), cancel: .forbidden, complete: .forbidden, read: .forbidden),
    ]

    static let severalRoles = [
        Cell("staff and admin", access(["staff", "admin"]), cancel: .allowed, complete: .allowed, read: .allowed),
        Cell(
            "staff and client that authorized it", access(["staff", "client"], email: "jane@example.org"),
            cancel: .allowed, complete: .allowed, read: .allowed),
        Cell(
            "staff and client that did not", access(["staff", "client"], email: "ann@example.org"),
            cancel: .forbidden, complete: .allowed, read: .allowed),
        Cell(
            "staff and client_admin of the client", access(["staff", "client_admin"], client: 1),
            cancel: .allowed, complete: .allowed, read: .allowed),
        Cell(
            "client_admin of another client and client that authorized it",
            access(["client_admin", "client"], email: "jane@example.org", client: 2),
            cancel: .allowed, complete: .forbidden, read: .allowed),
        Cell(
            "client_admin of the client and client that did not",
            access(["client_admin", "client"], email: "ann@example.org", client: 1),
            cancel: .allowed, complete: .allowed, read: .allowed),
    ]

    static let narrowed = [
        Cell(
            "admin narrowed to the client", access(["admin"], context: 1),
            cancel: .allowed, complete: .allowed, read: .allowed),
        Cell(
            "admin narrowed to another client", access(["admin"], context: 2),
            cancel: .hidden, complete: .hidden, read: .hidden),
        Cell(
            "staff narrowed to the client", access(["staff"], context: 1),
            cancel: .forbidden, complete: .allowed, read: .allowed),
        Cell(
            "staff narrowed to another client", access(["staff"], context: 2),
            cancel: .forbidden, complete: .hidden, read: .hidden),
        Cell(
            "client_admin that tries to be narrowed", access(["client_admin"], client: 1, context: 2),
            cancel: .allowed, complete: .allowed, read: .allowed),
        Cell(
            "client that tries to be narrowed", access(["client"], email: "jane@example.org", context: 2),
            cancel: .allowed, complete: .forbidden, read: .allowed),
        Cell(
            "client_admin of another client that tries to be widened", access(["client_admin"], client: 2, context: 1),
            cancel: .forbidden, complete: .forbidden, read: .forbidden),
        Cell("no role, narrowed", access([], context: 1), cancel: .forbidden, complete: .forbidden, read: .forbidden),
        Cell(
            "staff narrowed to another client and client that authorized it",
            access(["staff", "client"], email: "jane@example.org", context: 2),
            cancel: .hidden, complete: .hidden, read: .hidden),
        Cell(
            "admin narrowed to another client and client_admin of the client",
            access(["admin", "client_admin"], client: 1, context: 2),
            cancel: .hidden, complete: .hidden, read: .hidden),
        Cell(
            "staff narrowed to the client and client that authorized it",
            access(["staff", "client"], email: "jane@example.org", context: 1),
            cancel: .allowed, complete: .allowed, read: .allowed),
    ]
}

@Suite struct WorkOrderAccessTests {
    @Test("R3.3 a role decides which work orders may be touched, and how", arguments: Cell.oneRole)
    func oneRole(cell: Cell) throws { try check(cell) }

    @Test("R3.3 a caller with several roles may do what any of them may", arguments: Cell.severalRoles)
    func severalRoles(cell: Cell) throws { try check(cell) }

    @Test("R3.4 a client context narrows staff and admin and nobody else", arguments: Cell.narrowed)
    func narrowed(cell: Cell) throws { try check(cell) }

    private func check(_ cell: Cell) throws {
        let workOrder = try workOrder(1, client: 1, email: "Jane@example.ORG")
        #expect(cell.caller.verdict(on: workOrder, setting: "cancelled") == cell.cancel)
        #expect(cell.caller.verdict(on: workOrder, setting: "completed") == cell.complete)
        #expect(cell.caller.verdictOnReading(workOrder) == cell.read)
    }

    @Test("A work order of no client and without an email is for staff and admin alone")
    func ofNobody() throws {
        let nobodys = try workOrder(1)
        #expect(access(["staff"]).verdictOnReading(nobodys) == .allowed)
        #expect(access(["client_admin", "client"], email: "a@b", client: 1).verdictOnReading(nobodys) == .forbidden)
        #expect(access(["admin"], context: 1).verdictOnReading(nobodys) == .hidden)
    }

    @Test("R3.3 letters are compared without regard to case, but a Kelvin sign is no k")
    func kelvin() throws {
        let workOrder = try workOrder(1, email: "kim@example.org")
        #expect(access(["client"], email: "KIM@example.org").verdictOnReading(workOrder) == .allowed)
        #expect(access(["client"], email: "\u{212A}im@example.org").verdictOnReading(workOrder) == .forbidden)
    }

    @Test(
        "R3.1 a staff user needs no look-up to be refused a cancel, unless another role might allow it",
        arguments: [
            (access(["staff"]), true), (access(["staff"], context: 1), true), (access(["staff", "client"]), true),
            (access(["staff", "client_admin"]), true), (access(["staff", "admin"]), false),
            (access(["staff", "client"], email: "a@b"), false), (access(["staff", "client_admin"], client: 1), false),
            (access(["client"], email: "a@b"), false), (access([]), false),
        ])
    func staff(access: WorkOrderAccess, mayNot: Bool) {
        let decision = WorkOrder.set(status: "cancelled", of: nil, by: access, intent())
        #expect(decision == .refused(mayNot ? .staffMayNotCancel : .notFound))
    }

    @Test("R3.4 the header narrows staff and admin alone")
    func isNarrowed() {
        #expect(WorkOrderAccess.isNarrowed(by: ["staff"]))
        #expect(WorkOrderAccess.isNarrowed(by: ["client", "admin"]))
        #expect(!WorkOrderAccess.isNarrowed(by: ["client", "client_admin", "super_admin"]))
    }
}
