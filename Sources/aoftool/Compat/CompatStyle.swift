import ArgumentParser

/// Whose checker's lines are printed.
enum CompatStyle: String, ExpressibleByArgument, CaseIterable {
    case redis = "redis-check-aof"
    case valkey = "valkey-check-aof"
}
