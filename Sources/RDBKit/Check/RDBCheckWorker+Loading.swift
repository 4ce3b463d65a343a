/// What a server makes of the records, where one was asked for.
extension RDBCheckWorker {
    /// The current key, as the place of something.
    private func place(_ reader: borrowing RDBReader) -> RDBFinding {
        let length = reader.offset - reader.recordOffset
        return visitor.finding(RDBError(.serverType, at: reader.recordOffset, length: length))
    }

    private func isExpired(_ reader: borrowing RDBReader) -> Bool {
        reader.metadata.expiresMs.map { $0 < options.nowMs } == true
    }

    /// Judges the key and the value that were just checked.
    @inline(never)
    mutating func judgeEntry(_ reader: inout RDBReader) {
        if reader.metadata.metadataClasses != nil || visitor.loading?.concerns(reader.objectType) == true {
            judgeKind(reader)
        }
        if let damage = reader.keyDamage { judgeText(damage) }
        if visitor.isValueDamaged || visitor.hasDuplicateElements { judgeDamage(reader) }
    }

    private mutating func judgeKind(_ reader: borrowing RDBReader) {
        let place = place(reader)
        let module = visitor.moduleID
        let isExpired = isExpired(reader)
        visitor.loading?.value(reader.objectType, module, place, isExpired: isExpired)
        if reader.metadata.metadataClasses != nil { visitor.loading?.keyMetadata(place) }
    }

    /// Judges what was met in a value before its reading failed.
    mutating func judgeFailure(_ reader: borrowing RDBReader) {
        if visitor.place.isInKey && visitor.isValueDamaged { judgeDamage(reader) }
    }

    /// A string that is no part of a value.
    mutating func judgeText(_ damage: RDBError) {
        let situation: LoadRule.Situation = damage.found == 0 ? .emptyText : []
        let finding = visitor.finding(damage)
        visitor.loading?.add(finding, LoadRules.effect(of: damage.code, in: situation))
    }

    /// Walks the value again as the server does.
    private mutating func judgeDamage(_ reader: borrowing RDBReader) {
        guard let target = visitor.loading?.settings.target else { return }
        var second = ValueLoadVisitor(reader.objectType, at: reader.valueOffset, target: target, budget: budget)
        do throws(RDBError) {
            guard var again = try reader.rereader(input) else { return cannotJudge(reader) }
            try again.decode(reader.objectType, into: &second)
        } catch {
            // What ends the reading has been found before, and is a reason of its own.
        }
        second.finish(hasDuplicates: visitor.hasDuplicateElements)
        let isExpired = isExpired(reader)
        for event in second.events where event.effect.isFatal || !isExpired {
            let finding = visitor.finding(event.error)
            visitor.loading?.add(finding, event.effect)
        }
        if second.losesKey { visitor.loading?.skip(reader.recordOffset) }
    }

    private mutating func cannotJudge(_ reader: borrowing RDBReader) {
        let length = reader.offset - reader.valueOffset
        let error = RDBError(.notChecked, at: reader.valueOffset, length: length)
        let finding = visitor.finding(error, detail: "what the server does: the input cannot be read again")
        visitor.loading?.add(finding, .keepsDamage)
    }
}
