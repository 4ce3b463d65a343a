import RDBKit
import ToolSupport

/// Checks one file as an official checker would.
struct CompatCheck {
    let style: CompatStyle
    var options = RDBCheckOptions()
    /// How statistics are printed; nil for none.
    let statistics: CompatStatisticsFormat?

    init(_ style: CompatStyle, options: RDBCheckOptions, statistics: CompatStatisticsFormat? = nil) {
        self.style = style
        self.statistics = statistics
        self.options = options
        var server = ServerSettings(style.target)
        server.functions = LuaChild(product: style.target.product)
        self.options.server = server
    }

    /// Checks `name` and prints; answers 0 or 1, as the originals do.
    func run(_ name: String) -> ExitStatus {
        var pass = CompatPass(style, nowMs: options.nowMs, countsSizes: statistics != nil)
        let report: RDBCheckReport
        do throws(RDBError) {
            let input = try input(InputFile(name).open(memory: options.memory).input)
            report = RDBChecker(options).check(input)
            let first = CompatReport.first(of: report, style)
            let isWhole = first.map { $0.error.hasPlace } ?? true
            if isWhole, let source = try input.reopen?() { pass.run(source, upTo: first?.error) }
        } catch {
            StandardError.line("\(style.program): \(Terminal.escaped(name)): \(error.message)")
            print("[offset 0] Checking RDB file \(Terminal.escaped(name))")
            return .negative
        }
        let result = CompatReport(style: style, file: name, report: report, pass: pass, statistics: statistics)
        for line in result.remarks { StandardError.line(line) }
        for line in result.lines { print(line) }
        return result.isGood ? .good : .negative
    }

    /// The lines need a second pass, so what cannot be read again is kept in memory.
    private func input(_ input: RDBInput) throws(RDBError) -> RDBInput {
        if input.reopen != nil { return input }
        let bytes = try input.source.readAll(limit: options.memory)
        return RDBInput(MemorySource(bytes)) { () throws(RDBError) -> any ByteSource in MemorySource(bytes) }
    }
}

extension ByteSource {
    /// All bytes; `memory-limit` where there are more than `limit`.
    fileprivate func readAll(limit: Int) throws(RDBError) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try readPiece(&piece)
            if count == 0 { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= limit else {
                throw RDBError(.memoryLimit, at: 0, expected: UInt64(limit), found: UInt64(bytes.count))
            }
        }
    }

    private func readPiece(_ piece: inout [UInt8]) throws(RDBError) -> Int {
        var result: Result<Int, RDBError> = .success(0)
        unsafe piece.withUnsafeMutableBytes { buffer in
            do throws(RDBError) {
                result = .success(unsafe try read(into: buffer))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }
}
