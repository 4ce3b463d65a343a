/// One thread's counts of one database, cheap to add to.
@safe
struct DatabaseCounts {
    private let table: UnsafeMutablePointer<UInt64>
    var expires: UInt64 = 0
    var expired: UInt64 = 0

    init() {
        unsafe table = .allocate(capacity: 256)
        unsafe table.initialize(repeating: 0, count: 256)
    }

    func free() { unsafe table.deallocate() }

    @inline(__always)
    func count(_ type: RDBObjectType) { unsafe table[Int(type.rawValue)] += 1 }

    var byObjectType: [(RDBObjectType, UInt64)] {
        (0..<256).map { (RDBObjectType(rawValue: UInt8($0)), unsafe table[$0]) }
    }
}
