/// Decodes a value only to learn what is wrong with it.
struct DamageCollector: RDBValueVisitor {
    static func wantsBytes(of role: RDBRole) -> Bool { false }

    private(set) var damages: [RDBError] = []

    mutating func damage(_ error: RDBError) {
        damages.append(error)
    }

    /// Forgets what was found.
    mutating func clear() {
        damages = []
    }
}
