/// The members of a JSON object in the order they came. Two objects are equal if they hold the same members in the same
/// order. Look-ups walk the members: objects here are small.
package struct JSONObject: Equatable, Sendable {
    package struct Member: Equatable, Sendable {
        package let name: String
        package var value: JSONValue

        /// Names are compared byte by byte: Swift's `==` takes two spellings of one letter for the same. It is quick to say
        /// that two names differ, though, and says so of none that have the same bytes.
        func isNamed(_ other: String) -> Bool {
            name.utf8.count == other.utf8.count && name == other && name.utf8.elementsEqual(other.utf8)
        }
    }

    package private(set) var members: [Member]

    package init() { members = [] }

    /// Of several members with one name the last one stays, at the place of the first.
    package init(_ members: [(String, JSONValue)]) {
        self.init()
        self.members.reserveCapacity(members.count)
        for (name, value) in members { self[name] = value }
    }

    /// The caller has made sure that no two members have one name.
    init(distinct members: [Member]) { self.members = members }

    /// Setting a member that is there keeps its place, a new one goes to the end, `nil` removes it.
    package subscript(name: String) -> JSONValue? {
        get {
            for member in members where member.isNamed(name) { return member.value }
            return nil
        }
        set {
            let place = members.firstIndex { $0.isNamed(name) }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    package var isEmpty: Bool { members.isEmpty }

    /// The members for which `isKept` holds, in one walk.
    package func filter(_ isKept: (Member) -> Bool) -> JSONObject {
        JSONObject(distinct: members.filter(isKept))
    }

    /// With the member in front of all others, in the place of any of that name.
    package func prepending(_ name: String, _ value: JSONValue) -> JSONObject {
        JSONObject(distinct: [Member(name: name, value: value)] + members.filter { !$0.isNamed(name) })
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
