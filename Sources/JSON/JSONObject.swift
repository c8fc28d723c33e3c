import ASCII

/// The members of a JSON object in their original order. Objects are equal if they have the same members in the same
/// order. A look-up takes time proportional to the number of members.
package struct JSONObject: Equatable, Sendable {
    package struct Member: Equatable, Sendable {
        package let name: String
        package var value: JSONValue

        func isNamed(_ other: String) -> Bool {
            // Without a call where the lengths differ, as they mostly do (measured).
            name.utf8.count == other.utf8.count && name.hasSameBytes(as: other)
        }

        package static func == (one: Member, other: Member) -> Bool {
            one.isNamed(other.name) && one.value == other.value
        }
    }

    package private(set) var members: [Member]

    package init() { members = [] }

    /// If a name is repeated, its last value is used, in the position of its first.
    package init(_ members: [(String, JSONValue)]) {
        self.init()
        self.members.reserveCapacity(members.count)
        for (name, value) in members { self[name] = value }
    }

    /// No two members may have the same name; this is not checked.
    init(distinct members: [Member]) { self.members = members }

    /// Setting an existing member keeps its position, a new one is appended, and `nil` removes the member.
    package subscript(name: String) -> JSONValue? {
        get {
            for member in members where member.isNamed(name) { return member.value }
            return nil
        }
        set {
            let index = members.firstIndex { $0.isNamed(name) }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    package var isEmpty: Bool { members.isEmpty }

    package func filter(_ isIncluded: (Member) -> Bool) -> JSONObject {
        JSONObject(distinct: members.filter(isIncluded))
    }

    /// With the member first, replacing any other of that name.
    package func prepending(_ name: String, _ value: JSONValue) -> JSONObject {
        JSONObject(distinct: [Member(name: name, value: value)] + members.filter { !$0.isNamed(name) })
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
