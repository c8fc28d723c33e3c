import ASCII

/// Finds the members of an object by their names, in the same time however many there are. Making it takes time
/// proportional to their number.
package struct MemberIndex {
    private let members: [JSONObject.Member]
    /// Nil in a small object, whose names are compared instead.
    private var positions: [MemberName: Int]?

    package init(_ object: JSONObject) {
        members = object.members
        guard members.count > MemberName.maximumCompared else { return }
        positions = Dictionary(minimumCapacity: members.count)
        for (position, member) in members.enumerated() { positions?[MemberName(member.name)] = position }
    }

    package subscript(name: String) -> JSONValue? {
        guard let positions else { return members.first { $0.isNamed(name) }?.value }
        return positions[MemberName(name)].map { members[$0].value }
    }
}

/// The name of a member, for hashing: compared byte by byte, as `JSONObject.Member.isNamed` does.
struct MemberName: Hashable {
    /// Up to about 50 members, comparing each name with each other is faster than hashing them (measured).
    static let maximumCompared = 32

    let text: String

    init(_ text: String) { self.text = text }

    static func == (one: MemberName, other: MemberName) -> Bool { one.text.hasSameBytes(as: other.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
