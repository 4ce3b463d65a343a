/// Records that are no keys, and opcodes in front of keys.
extension LoadWatch {
    /// A record that is no key, from `offset` to `end`.
    mutating func record(_ record: RDBRecord, at offset: UInt64, to end: UInt64) {
        let place = RDBFinding(RDBError(.serverOpcode, at: offset, length: end - offset))
        switch record {
        case .selectDB(let number) where number >= settings.databases: database(number, place)
        case .resizeDB(let keys, let expires): reserve(max(keys, expires), place)
        case .aux(let name, let value): aux(name, value, place)
        case .moduleAux(let id, _): module(id, place)
        case .function: require(RDBOpcode.function2, place)
        case .slotInfo: require(RDBOpcode.slotInfo, place)
        case .functionPreGA: require(RDBOpcode.functionPreGA, place)
        case .slotImport(let job, _): slotImport(job, place)
        case .hashTemplate, .inlineCommand: require(RDBOpcode.vendor242, place)
        default: break
        }
    }

    /// A key opcode that only newer servers know.
    mutating func keyMetadata(_ place: RDBFinding) {
        require(RDBOpcode.vendor243, place)
    }

    private mutating func database(_ number: UInt64, _ place: RDBFinding) {
        var finding = place
        finding.error.code = .serverDatabase
        finding.error.expected = settings.databases - 1
        finding.error.found = number
        add(finding, .refuses)
    }

    private mutating func require(_ opcode: UInt8, _ place: RDBFinding) {
        guard !settings.target.traits.opcodes.contains(opcode) else { return }
        var finding = place
        finding.error.code = .serverOpcode
        finding.error.found = UInt64(opcode)
        add(finding, .refuses)
    }

    /// Servers reserve a table for the announced keys, and end where they get no memory for it. Beyond 2^60 the size
    /// overflows, which they notice; below 2^43 (the addresses of a process) it depends on the machine.
    private mutating func reserve(_ count: UInt64, _ place: RDBFinding) {
        guard count > 1 << 43 && count <= 1 << 60 else { return }
        var finding = place
        finding.error.code = .serverMemory
        finding.error.found = count
        add(finding, .crashes)
    }

    private mutating func aux(_ name: [UInt8], _ value: [UInt8], _ place: RDBFinding) {
        if name == SlotInfo.auxName && settings.target.product == "valkey" && SlotInfo(value) == nil {
            var finding = place
            finding.error.code = .serverAux
            add(finding, .refuses)
        }
        if name == Array("lua".utf8) && settings.target == .redis62 {
            keep(script: value, at: place.error.offset, length: place.error.length)
        }
    }

    /// Valkey 9.1 asserts that it is in a cluster, behind a look at the name.
    private mutating func slotImport(_ job: [UInt8], _ place: RDBFinding) {
        var finding = place
        finding.error.found = UInt64(RDBOpcode.vendor243)
        add(finding, settings.target == .valkey91 && job.count == 40 ? .crashes : .refuses)
    }
}
