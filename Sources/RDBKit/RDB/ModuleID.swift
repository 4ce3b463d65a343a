/// The 64-bit id of a module type: nine characters of six bits, and an encoding version of ten.
public struct ModuleID: Equatable, Hashable, Sendable {
    /// The number in the file.
    public var rawValue: UInt64

    /// The id with this number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The version of the module type's own layout (0–1023).
    public var encodingVersion: UInt64 { rawValue & 1023 }

    /// The module type's name, such as `ReJSON-RL`.
    public var name: String {
        let characters = (0..<9).map { Self.alphabet[Int(rawValue >> (10 + 6 * (8 - UInt64($0))) & 63)] }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The characters of names, by their six bits.
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
