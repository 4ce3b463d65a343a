/// Members of an object, by their names.
struct JSONMembers: OptionSet {
    let rawValue: UInt64

    private static func bit(_ number: UInt64) -> JSONMembers { JSONMembers(rawValue: 1 << number) }

    // Keys.
    static let db = bit(0)
    static let key = bit(1)
    static let type = bit(2)
    static let expires = bit(3)
    static let idle = bit(4)
    static let frequency = bit(5)
    static let bytes = bit(6)
    // Elements.
    static let field = bit(7)
    static let value = bit(8)
    static let member = bit(9)
    static let score = bit(10)
    static let index = bit(11)
    static let kind = bit(12)
    // Modules and functions.
    static let name = bit(13)
    static let encver = bit(14)
    static let parts = bit(15)
    static let code = bit(16)
    // Streams.
    static let entries = bit(17)
    static let length = bit(18)
    static let firstID = bit(19)
    static let lastID = bit(20)
    static let maxDeletedID = bit(21)
    static let entriesAdded = bit(22)
    static let groups = bit(23)
    static let id = bit(24)
    static let fields = bit(25)
    static let entriesRead = bit(26)
    static let consumers = bit(27)
    static let pending = bit(28)
    static let seen = bit(29)
    static let active = bit(30)
    static let consumer = bit(31)
    static let delivered = bit(32)
    static let deliveries = bit(33)
}
