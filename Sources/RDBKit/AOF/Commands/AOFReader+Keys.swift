extension AOFReader {
    /// The current command, or subcommand, in `table`; nil where servers do not know it.
    public func command(in table: AOFCommandTable = .known) -> AOFCommand? {
        commandIndex(in: table).map { table.commands[$0] }
    }

    /// The place of the current command, or subcommand, in `table`.
    @inline(__always)
    func commandIndex(in table: AOFCommandTable) -> Int? {
        guard let name = arguments[0] else { return nil }
        // What is kept of a cut command has no bytes behind it that tell more than its own.
        let index = unsafe isCut ? table.index(of: argument(0)) ?? -1 : table.index(base + name.start, name.kept)
        guard index >= 0 else { return nil }
        return table.limits[index].role == .container ? subcommandIndex(index, in: table) : index
    }

    @inline(never)
    private func subcommandIndex(_ index: Int, in table: AOFCommandTable) -> Int? {
        guard argumentCount > 1 else { return index }
        return table.index(of: Array(table.commands[index].name.utf8) + [0x7C] + argument(1).prefix(64)) ?? index
    }

    /// Where the keys of the current command are, in the order of the servers' key specifications.
    ///
    /// Of a command that servers do not know, as that of a module, the first argument counts as its key. Of one that
    /// ``isCut`` only the first words are looked at (``argumentLength(_:)`` is 0 for the others).
    public func keys(of command: AOFCommand?) -> [AOFKeyPosition] {
        guard let command else { return argumentCount > 1 ? [AOFKeyPosition(index: 1, access: .update)] : [] }
        return command.keySpecifications.flatMap { specification in
            (keys(of: specification).map(Array.init) ?? []).map {
                AOFKeyPosition(index: $0, access: specification.access)
            }
        }
    }

    /// Whether one of the keys of the current command passes `test`.
    public func hasKey(of command: AOFCommand?, where test: (Span<UInt8>) -> Bool) -> Bool {
        keys(of: command).contains { position in
            guard let place = arguments[position.index] else { return false }
            let bytes = unsafe UnsafeRawBufferPointer(start: base + place.start, count: place.kept)
            return test(unsafe bytes.bindMemory(to: UInt8.self).span)
        }
    }
}
