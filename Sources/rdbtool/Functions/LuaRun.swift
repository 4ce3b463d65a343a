import CLua

/// One Lua state, from its libraries to the answer.
@safe
struct LuaRun {
    private let state: OpaquePointer

    init(_ state: OpaquePointer) {
        unsafe self.state = state
    }

    /// Compiles `body` and lets the prelude run it.
    func run(_ body: [UInt8], _ product: String) -> LuaSandbox.Result {
        guard openLibraries(), load(Array(LuaPrelude.source.utf8), "@prelude"), call(arguments: 0, results: 1) else {
            return LuaSandbox.Result(isGood: false, text: LuaPrelude.unavailable + text(-1))
        }
        guard load(body, "@user_function") else { return LuaSandbox.Result(isGood: false, text: text(-1)) }
        unsafe lua_pushstring(state, product)
        unsafe lua_pushinteger(state, LuaSandbox.instructionLimit)
        guard call(arguments: 3, results: 2) else { return LuaSandbox.Result(isGood: false, text: text(-1)) }
        return LuaSandbox.Result(isGood: unsafe lua_toboolean(state, -2) != 0, text: text(-1))
    }

    /// Only compiles `body`, as servers do with a script that is kept for EVALSHA.
    func compile(_ body: [UInt8]) -> LuaSandbox.Result {
        let isGood = load(Array("function f() ".utf8) + body + Array("\nend".utf8), "@user_script")
        return LuaSandbox.Result(isGood: isGood, text: isGood ? "" : text(-1))
    }

    /// The libraries of the servers that neither touch files nor load code; `os` for its clock, `debug` for the hook.
    private func openLibraries() -> Bool {
        unsafe open { unsafe luaopen_base($0) } && open { unsafe luaopen_table($0) }
            && open { unsafe luaopen_string($0) }
            && open { unsafe luaopen_math($0) } && open { unsafe luaopen_os($0) } && open { unsafe luaopen_debug($0) }
    }

    private func open(_ library: lua_CFunction) -> Bool {
        unsafe lua_pushcclosure(state, library, 0)
        return call(arguments: 0, results: 0)
    }

    private func load(_ code: [UInt8], _ name: String) -> Bool {
        unsafe code.withUnsafeBytes { bytes in
            unsafe luaL_loadbuffer(state, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, name) == 0
        }
    }

    private func call(arguments: Int32, results: Int32) -> Bool {
        unsafe lua_pcall(state, arguments, results, 0) == 0
    }

    private func text(_ index: Int32) -> String {
        var length = 0
        guard let bytes = unsafe lua_tolstring(state, index, &length) else { return "an error without a message" }
        return unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
    }
}
