/// Why a document is not a record of its kind: which member, and what is wrong with it.
package struct RecordError: Error, Equatable {
    package let member: String
    package let problem: String

    package init(_ member: String, _ problem: String) {
        self.member = member
        self.problem = problem
    }
}

extension RecordError: CustomStringConvertible {
    package var description: String { "\"\(member)\" \(problem)" }
}
