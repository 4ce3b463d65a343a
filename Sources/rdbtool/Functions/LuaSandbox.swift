import CLua
import Glibc

/// Compiles one function library and runs it for registration.
///
/// Meant for a process of its own: it limits instructions and memory, not what a defect of Lua might do.
@safe
struct LuaSandbox {
    /// Instructions of the virtual machine that a library may take.
    static let instructionLimit = 50_000_000
    /// Bytes that Lua may hold.
    static let memoryLimit = 64 << 20

    /// What became of it: whether it registered functions, and their names or the reason.
    struct Result {
        var isGood: Bool
        var text: String
    }

    /// Runs `code`, a library with its first line, as a server of `product` (`redis`, `valkey`) would.
    static func register(_ code: [UInt8], product: String) -> Result {
        guard let body = code.firstIndex(of: UInt8(ascii: "\n")) else {
            return Result(isGood: false, text: "Invalid library metadata")
        }
        if code[body...].dropFirst().first == 0x1B {
            return Result(isGood: false, text: "a compiled chunk, not source")
        }
        return withState { $0.run(Array(code[body...]), product) }
    }

    /// Compiles a script that EVALSHA may name.
    static func compile(_ script: [UInt8]) -> Result {
        withState { $0.compile(script) }
    }

    private static func withState(_ body: (LuaRun) -> Result) -> Result {
        var memory = LuaMemory(left: memoryLimit)
        return unsafe withUnsafeMutablePointer(to: &memory) { memory in
            guard let state = unsafe lua_newstate(allocate, memory) else {
                return Result(isGood: false, text: LuaPrelude.unavailable + "no memory")
            }
            defer { unsafe lua_close(state) }
            return unsafe body(LuaRun(state))
        }
    }

    /// `lua_Alloc`: memory within the limit.
    private static let allocate: lua_Alloc = { context, block, oldSize, newSize in
        guard let memory = unsafe context?.assumingMemoryBound(to: LuaMemory.self) else { return nil }
        if newSize == 0 {
            unsafe memory.pointee.left += oldSize
            unsafe free(block)
            return nil
        }
        guard unsafe newSize <= oldSize || memory.pointee.left >= newSize - oldSize else { return nil }
        guard let new = unsafe realloc(block, newSize) else { return nil }
        unsafe memory.pointee.left += oldSize - newSize
        return unsafe new
    }
}

/// Bytes that Lua may still take.
private struct LuaMemory {
    var left: Int
}
