/// Counts the elements of a value: items, members, fields, live stream entries; a string and a module count as one.
struct ElementCounter: RDBValueVisitor {
    private(set) var elements: UInt64 = 0
    private(set) var damages: [RDBError] = []

    static func wantsBytes(of role: RDBRole) -> Bool { counts(role) }

    private static func counts(_ role: RDBRole) -> Bool {
        switch role {
        case .string, .listItem, .setMember, .zsetMember, .hashField, .arrayItem: true
        default: false
        }
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        if Self.counts(role) { elements += 1 }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        if Self.counts(role) { elements += 1 }
    }

    mutating func arrayDouble(_ value: Double) { elements += 1 }

    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        if !isDeleted { elements += 1 }
    }

    mutating func module(_ id: ModuleID) { elements = 1 }

    mutating func damage(_ error: RDBError) { damages.append(error) }
}
