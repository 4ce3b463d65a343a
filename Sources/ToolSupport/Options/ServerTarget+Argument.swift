public import ArgumentParser
public import RDBKit

extension ServerTarget: ExpressibleByArgument {
    /// All names, for help texts.
    public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
