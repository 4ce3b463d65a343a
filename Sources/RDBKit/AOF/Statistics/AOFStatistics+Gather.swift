/// Putting together what the threads have counted.
extension AOFStatistics {
    mutating func gather(
        _ workers: UnsafeMutableBufferPointer<AOFStatisticsWorker>, _ set: AOFSet, _ run: AOFStatisticsRun,
        _ options: Options
    ) {
        for index in 1..<max(1, workers.count) { unsafe merge(workers, index) }
        unsafe gatherCommands(workers)
        unsafe gatherTransactions(workers, run)
        series = unsafe workers[0].series
        series.merge(AOFTimeSeries())
        let top = options.top
        keysByCommands = unsafe Self.ranking(workers[0].keysByCommands, top, hasDatabase: true)
        keysByBytes = unsafe Self.ranking(workers[0].keysByBytes, top, hasDatabase: true)
        prefixesByCommands = unsafe Self.ranking(workers[0].prefixesByCommands, top, hasDatabase: false)
        prefixesByBytes = unsafe Self.ranking(workers[0].prefixesByBytes, top, hasDatabase: false)
        // What frames commands on keys, as SELECT, MULTI and time stamps, is never needed again.
        let keyBytes = unsafe workers[0].keyBytes
        let estimate = unsafe AOFSupersededEstimate(of: keyBytes, run.superseded, workers[0].keysByBytes)
        superseded = Superseded(
            bytes: estimate.superseded + total.bytes - min(total.bytes, keyBytes), error: estimate.error,
            sample: run.superseded.keys.count, isWhole: run.superseded.isWhole)
    }

    private func merge(_ workers: UnsafeMutableBufferPointer<AOFStatisticsWorker>, _ index: Int) {
        for command in unsafe workers[0].counts.indices {
            unsafe workers[0].counts[command].merge(workers[index].counts[command])
        }
        for (name, count) in unsafe workers[index].others {
            unsafe workers[0].others[name, default: AOFCommandCount()].merge(count)
        }
        for (database, count) in unsafe workers[index].databases {
            unsafe workers[0].databases[database, default: AOFCommandCount()].merge(count)
        }
        unsafe workers[0].series.merge(workers[index].series)
        unsafe workers[0].keysByCommands.merge(workers[index].keysByCommands)
        unsafe workers[0].keysByBytes.merge(workers[index].keysByBytes)
        unsafe workers[0].prefixesByCommands.merge(workers[index].prefixesByCommands)
        unsafe workers[0].prefixesByBytes.merge(workers[index].prefixesByBytes)
        unsafe workers[0].transactions.merge(workers[index].transactions)
        unsafe workers[0].keyBytes += workers[index].keyBytes
    }

    private mutating func gatherCommands(_ workers: UnsafeMutableBufferPointer<AOFStatisticsWorker>) {
        let table = AOFCommandTable.known
        for (index, count) in unsafe workers[0].counts.enumerated() where count.commands > 0 {
            commands.append((table.commands[index].name, count))
        }
        for (name, count) in unsafe workers[0].others {
            commands.append((String(decoding: name, as: UTF8.self), count))
        }
        commands.sort { ($0.count.commands, $1.name) > ($1.count.commands, $0.name) }
        for (_, count) in commands { total.merge(count) }
        databases = unsafe workers[0].databases.sorted { $0.key < $1.key }
            .map { ($0.key == .max ? nil : $0.key, $0.value) }
    }

    private mutating func gatherTransactions(
        _ workers: UnsafeMutableBufferPointer<AOFStatisticsWorker>, _ run: AOFStatisticsRun
    ) {
        unsafe workers[0].transactions.finish()
        let counter = unsafe workers[0].transactions
        transactions = counter.count
        transactionCommands = counter.commands
        largestTransaction = counter.largest.map { (run.files[$0.place.file], $0.place.offset, $0.commands) }
    }

    private static func ranking(_ names: borrowing FrequentNames, _ count: Int, hasDatabase: Bool) -> Ranking {
        let top = names.top(count).map {
            Name(database: hasDatabase && $0.database != .max ? $0.database : nil, name: $0.name, weight: $0.weight)
        }
        return Ranking(names: top, error: names.error)
    }
}
