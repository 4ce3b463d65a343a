/// What damage inside a value does to a server that loads it: the first row that applies.
enum LoadRules {
    /// Entries that cannot be walked over.
    private static let entries: Set<RDBError.Code> = [
        .listpackEntry, .listpackBacklen, .ziplistEntry, .ziplistPrevlen,
    ]
    /// What only shows when all entries are walked over.
    private static let wholes: Set<RDBError.Code> = [
        .listpackCount, .ziplistCount, .ziplistTail, .oddElements, .intsetOrder,
    ]
    private static let scores: Set<RDBError.Code> = [.score, .scoreNaN, .scoreOrder]

    private static let rules: [LoadRule] = [
        // Strings.
        LoadRule([.lzfLength], when: .emptyText, then: .keepsDamage),
        LoadRule([.lzfLength, .lzfCorrupt, .integerNode, .quicklistContainer], then: .refuses),

        // Packed nodes: the frame is always looked at, entries by some servers only.
        LoadRule(entries.union([.ziplistTail]), when: .frame, then: .refuses),
        LoadRule(
            [
                .listpackLength, .ziplistLength, .intsetEncoding, .intsetLength, .intsetEmpty, .zipmapEntry,
                .zipmapCount,
            ],
            then: .refuses),
        LoadRule([.listpackBacklen], when: .harmless, then: .keepsDamage),
        LoadRule(entries.union(wholes), when: .validated, then: .refuses),
        LoadRule([.duplicateElement], when: [.validated, .packed], then: .refuses),
        LoadRule(entries.union(wholes), when: .declaredEmpty, then: .loses),
        LoadRule([.ziplistPrevlen], when: .harmless, then: .keepsDamage),
        LoadRule(entries, when: .firstEntry, then: .crashes),
        LoadRule(entries, when: .walked, then: .crashes),
        LoadRule([.oddElements, .duplicateElement, .scoreNaN], when: [.packed, .converted], then: .crashes),
        LoadRule(wholes.union([.duplicateElement]), when: .packed, then: .keepsDamage),
        LoadRule(entries.union(scores), when: .packed, then: .keepsDamage),

        // Values of single strings.
        LoadRule([.duplicateElement], when: [.smallHash, .converted], then: .crashes),
        LoadRule([.duplicateElement], when: .smallHash, then: .keepsDamage),
        LoadRule([.scoreNaN], when: .old, then: .crashes),
        LoadRule([.score], when: .prefix, then: .keepsDamage),
        LoadRule([.duplicateElement, .score, .scoreNaN], then: .refuses),
        LoadRule([.emptyCollection], when: .zipmap, then: .keepsDamage),
        LoadRule([.emptyCollection], then: .loses),

        // Hashes whose fields expire.
        LoadRule([.fieldExpiry, .fieldExpiryOrder], when: .validated, then: .refuses),
        LoadRule([.fieldExpiry, .fieldExpiryOrder], when: .packed, then: .keepsDamage),
        LoadRule([.fieldExpiry], then: .refuses),

        // Streams.
        LoadRule([.streamNodeKey, .streamDuplicateGroup, .streamDuplicateConsumer], then: .refuses),
        LoadRule([.pendingDuplicate, .pendingNotInGroup], then: .refuses),
        LoadRule([.pendingTwoConsumers, .streamOrder], when: .same, then: .refuses),
        LoadRule(
            [.streamNode, .streamNodeCount, .streamLength, .pendingNoConsumer], when: .validated, then: .refuses),
        LoadRule([.streamNode], when: .declaredEmpty, then: .refuses),
    ]

    /// What `code` does in this situation; damage that no row names is not noticed.
    static func effect(of code: RDBError.Code, in situation: LoadRule.Situation) -> LoadEffect {
        rules.first { $0.applies(to: code, in: situation) }?.effect ?? .keepsDamage
    }
}
