/// One row of the table that says what damage does to a server that loads it.
struct LoadRule: Sendable {
    /// What is true of the damage, the value it is in and the server.
    struct Situation: OptionSet, Sendable {
        let rawValue: UInt16
        /// The server validates values like this one entry by entry.
        static let validated = Situation(rawValue: 1)
        /// The length of a node or its terminator is wrong.
        static let frame = Situation(rawValue: 2)
        /// The server goes through the node: to count its elements, or to convert it.
        static let walked = Situation(rawValue: 4)
        /// The server converts the value to another encoding while it loads it.
        static let converted = Situation(rawValue: 8)
        /// The node declares that it has no elements.
        static let declaredEmpty = Situation(rawValue: 16)
        /// The first entry of a node of a stream.
        static let firstEntry = Situation(rawValue: 32)
        /// Several elements in one blob.
        static let packed = Situation(rawValue: 64)
        /// A string that is nothing but a string, and whose length is said to be 0.
        static let emptyText = Situation(rawValue: 128)
        /// The same consumer has the entry twice, or two nodes have the same key.
        static let same = Situation(rawValue: 256)
        /// Redis 6.2.
        static let old = Situation(rawValue: 512)
        /// A hash whose fields are put into a listpack as they come, with no look at those before.
        static let smallHash = Situation(rawValue: 1024)
        /// Text that starts with a number.
        static let prefix = Situation(rawValue: 4096)
        /// No server that walks over the entry takes offence.
        static let harmless = Situation(rawValue: 8192)
        /// A zipmap, which no server skips when it is empty.
        static let zipmap = Situation(rawValue: 2048)
    }

    let codes: Set<RDBError.Code>
    /// All of this must be the case.
    let when: Situation
    let effect: LoadEffect

    init(_ codes: Set<RDBError.Code>, when: Situation = [], then effect: LoadEffect) {
        self.codes = codes
        self.when = when
        self.effect = effect
    }

    func applies(to code: RDBError.Code, in situation: Situation) -> Bool {
        situation.isSuperset(of: when) && codes.contains(code)
    }
}
