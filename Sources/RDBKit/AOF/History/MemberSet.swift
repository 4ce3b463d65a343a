/// The members of a set, the fields of a hash, or the elements of a vector set.
final class MemberSet: KeyElements {
    var members: Set<[UInt8]>

    init() {
        members = []
    }

    init(_ members: Set<[UInt8]>) {
        self.members = members
    }

    static func elements(of value: AOFKeyValue) -> MemberSet? {
        if case .members(let set) = value { set } else { nil }
    }

    var value: AOFKeyValue { .members(self) }
    var count: Int { members.count }
    var cost: Int { members.count * 80 }
}
