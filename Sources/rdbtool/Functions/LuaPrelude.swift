/// What a function library finds when it is run for registration, written in Lua.
///
/// Errors are raised in Lua, so that none jumps over Swift's frames. What the sandbox cannot offer says so with
/// ``unavailable``: the answer is then unknown, not that the library is bad.
enum LuaPrelude {
    /// Starts the message of an error that is the sandbox's own.
    static let unavailable = "sandbox: "

    /// Starts the message where the limit of instructions was met.
    static let endless = "endless: "

    /// Returns a function of the library's chunk, the server's name and the limit of instructions; that one
    /// returns whether it went well, and the names or the message.
    static let source = """
        local sethook, setfenv, setmetatable = debug.sethook, setfenv, setmetatable
        local pcall, error, type, tostring, select = pcall, error, type, tostring, select
        local pairs, ipairs, find, insert, concat, clock = \
            pairs, ipairs, string.find, table.insert, table.concat, os.clock

        local function missing(name)
          return setmetatable({}, {
            __index = function(_, key) return function() error("sandbox: " .. name .. "." .. key, 0) end end })
        end
        local function unavailable(name)
          return function() error("sandbox: " .. name, 0) end
        end
        local flags = { ["no-writes"] = true, ["allow-oom"] = true, ["allow-stale"] = true,
          ["no-cluster"] = true, ["allow-cross-slot-keys"] = true }

        local function checked(name, callback, given)
          if type(name) ~= "string" and type(name) ~= "number" then
            error("function_name argument given to redis.register_function must be a string", 0)
          end
          if type(callback) ~= "function" then
            error("callback argument given to redis.register_function must be a function", 0)
          end
          for _, flag in ipairs(given) do
            if not flags[flag] then error("unknown flag given", 0) end
          end
          name = tostring(name)
          if not find(name, "^[%w_]+$") then
            error("Function names can only contain letters, numbers, or underscores(_) and must be at least one "
              .. "character long", 0)
          end
          return name
        end

        local function registrar(names, seen)
          return function(...)
            local count, given, name, callback = select("#", ...), {}, nil, nil
            if count == 1 then
              local all = ...
              if type(all) ~= "table" then
                error("calling redis.register_function with a single argument is only applicable to Lua table "
                  .. "(representing named arguments).", 0)
              end
              name, callback = all.function_name, all.callback
              for key, value in pairs(all) do
                if key == "flags" then
                  if type(value) ~= "table" then
                    error("flags argument to redis.register_function must be a table representing function flags", 0)
                  end
                  given = value
                elseif key == "description" then
                  if type(value) ~= "string" and type(value) ~= "number" then
                    error("description argument given to redis.register_function must be a string", 0)
                  end
                elseif key ~= "function_name" and key ~= "callback" then
                  error("unknown argument given to redis.register_function", 0)
                end
              end
            elseif count ~= 2 then
              error("wrong number of arguments to redis.register_function", 0)
            else
              name, callback = ...
            end
            name = checked(name, callback, given)
            if seen[name] then error("Function already exists in the library", 0) end
            seen[name] = true
            insert(names, name)
          end
        end

        local function api(names)
          local known = { register_function = registrar(names, {}), log = function() end,
            LOG_DEBUG = 0, LOG_VERBOSE = 1, LOG_NOTICE = 2, LOG_WARNING = 3,
            REDIS_VERSION = "7.0.15", REDIS_VERSION_NUM = 458767 }
          return setmetatable({}, {
            __index = function(_, key)
              if known[key] == nil then
                error("Script attempted to access nonexistent global variable '" .. tostring(key) .. "'", 0)
              end
              return known[key]
            end,
            __newindex = function() error("Attempt to modify a readonly table", 0) end })
        end

        local function environment(names, product)
          local known = {}
          for _, name in ipairs { "xpcall", "tostring", "getmetatable", "setmetatable", "next", "assert", "tonumber",
            "rawget", "rawset", "rawequal", "collectgarbage", "select", "type", "error", "unpack", "pairs", "ipairs",
            "pcall", "_VERSION", "coroutine", "string", "table", "math" } do known[name] = _G[name] end
          known.redis = api(names)
          if product == "valkey" then known.server = api(names) end
          for _, name in ipairs { "cjson", "cmsgpack", "struct", "bit" } do known[name] = missing(name) end
          for _, name in ipairs { "load", "loadstring", "getfenv", "setfenv" } do known[name] = unavailable(name) end
          known.os = { clock = clock }
          local globals = {}
          known._G = globals
          return setmetatable(globals, {
            __index = function(_, key)
              if known[key] == nil then
                error("Script attempted to access nonexistent global variable '" .. tostring(key) .. "'", 0)
              end
              return known[key]
            end,
            __newindex = function() error("Attempt to modify a readonly table", 0) end })
        end

        return function(chunk, product, limit)
          local names = {}
          setfenv(chunk, environment(names, product))
          sethook(function() error("endless: it runs on after " .. limit .. " instructions", 0) end, "", limit)
          local isGood, message = pcall(chunk)
          sethook()
          if not isGood then return false, tostring(message) end
          if #names == 0 then return false, "No functions registered" end
          return true, concat(names, "\\n")
        end
        """
}
