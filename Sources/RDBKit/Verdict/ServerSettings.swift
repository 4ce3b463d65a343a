/// The server that a file is judged for, as it will be started.
public struct ServerSettings: Sendable {
    /// Which server.
    public var target: ServerTarget
    /// Its setting `databases`.
    public var databases: UInt64 = 16
    /// Types of the modules that it will have loaded, such as `ReJSON-RL`; case does not matter.
    public var modules: Set<String> = []
    /// Says what is wrong with the code of function libraries; without it only their first lines are judged.
    public var functions: (any FunctionRunner)?

    /// A server with its defaults.
    public init(_ target: ServerTarget) {
        self.target = target
    }

    /// Whether it can load what this module has saved.
    func hasModule(_ name: String) -> Bool {
        let name = name.lowercased()
        return target.traits.builtInModules.contains(name) || modules.contains { $0.lowercased() == name }
    }
}
