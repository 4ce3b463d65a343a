/// What Valkey announces of a cluster slot in the AUX field `slot-info`: `slot,keys,expires[,volatile fields]`.
struct SlotInfo {
    static let auxName = Array("slot-info".utf8)

    let slot: UInt64
    let keys: UInt64
    let expires: UInt64
    let expiringHashes: UInt64

    init?(_ value: [UInt8]) {
        let numbers = value.split(separator: UInt8(ascii: ","), maxSplits: 3).map { part in
            UInt64(String(decoding: part, as: UTF8.self))
        }
        guard numbers.count >= 2, let slot = numbers[0], let keys = numbers[1] else { return nil }
        self.slot = slot
        self.keys = keys
        expires = (numbers.count > 2 ? numbers[2] : nil) ?? 0
        expiringHashes = (numbers.count > 3 ? numbers[3] : nil) ?? 0
    }
}
